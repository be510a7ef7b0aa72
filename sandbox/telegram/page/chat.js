'use strict';

const user = Number(new URLSearchParams(location.search).get('user'));
const log = document.getElementById('log');
const empty = document.getElementById('empty');
const state = document.getElementById('state');
const toast = document.getElementById('toast');
const text = document.getElementById('text');
const sendButton = document.getElementById('send');
const replyBox = document.getElementById('reply');
const replyText = document.getElementById('reply-text');

let replyTo = null;
let toastTimer = 0;
/** What was drawn for each message, so that only what changed is drawn again and a screen reader is not told twice. */
const drawn = new Map();
/** Taps whose answer was shown; `null` until the first state came, whose answers are old news. */
let answered = null;

function element(name, className, content) {
	const made = document.createElement(name);
	if (className) made.className = className;
	if (content !== undefined) made.textContent = content;
	return made;
}

const TAGS = {
	bold: 'b',
	italic: 'i',
	underline: 'u',
	strikethrough: 's',
	code: 'code',
	pre: 'pre',
	blockquote: 'blockquote',
	expandable_blockquote: 'blockquote',
};

function wrapperOf(entity) {
	if (entity.type === 'text_link' && /^(https?|tg):/i.test(entity.url)) {
		const link = element('a');
		link.href = entity.url;
		link.rel = 'noopener noreferrer';
		link.target = '_blank';
		return link;
	}
	if (entity.type === 'spoiler') {
		const spoiler = element('span', 'spoiler');
		spoiler.tabIndex = 0;
		return spoiler;
	}
	return element(TAGS[entity.type] ?? 'span');
}

const BLOCKS = new Set(['pre', 'blockquote', 'expandable_blockquote']);

/** Builds nodes from text and entities. Text only ever becomes text nodes, so nothing in a message can become markup. */
function formatted(source, entities, from, to, into) {
	let position = from;
	for (let i = 0; i < entities.length; ) {
		const entity = entities[i];
		const end = Math.min(to, entity.offset + entity.length);
		const isBlock = BLOCKS.has(entity.type);
		const before = source.slice(position, entity.offset);
		// A block begins and ends its own line: the line breaks around it would show as empty lines.
		into.append(isBlock ? before.replace(/\n$/, '') : before);
		let next = i + 1;
		while (next < entities.length && entities[next].offset < end) next++;
		into.append(formatted(source, entities.slice(i + 1, next), entity.offset, end, wrapperOf(entity)));
		position = isBlock && source[end] === '\n' ? end + 1 : end;
		i = next;
	}
	into.append(source.slice(position, to));
	return into;
}

async function post(path, body) {
	const response = await fetch(path, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify(body),
	});
	if (!response.ok) throw new Error(String(response.status));
	return await response.json();
}

function showToast(message) {
	toast.textContent = message;
	toast.hidden = false;
	clearTimeout(toastTimer);
	toastTimer = setTimeout(() => {
		toast.hidden = true;
	}, 5000);
}

function keyOf(message, button, row, column) {
	if (button.url !== null && /^https?:/i.test(button.url)) {
		const link = element('a', 'key', `${button.text} ↗`);
		link.href = button.url;
		link.rel = 'noopener noreferrer';
		link.target = '_blank';
		return link;
	}
	const key = element('button', 'key', button.text);
	key.type = 'button';
	key.disabled = !button.tappable;
	key.addEventListener('click', async () => {
		key.setAttribute('aria-busy', 'true');
		try {
			await post('/chat/api/tap', { user, message_id: message.id, row, column });
		} catch {
			showToast('The tap did not go through');
		}
		setTimeout(() => key.removeAttribute('aria-busy'), 1500);
	});
	return key;
}

function drawMessage(message, byId) {
	const item = element('article', `message ${message.from}`);
	item.dataset.messageId = String(message.id);
	item.setAttribute('aria-label', message.from === 'bot' ? 'Autopilot' : 'You');
	const bubble = element('div', 'bubble');
	const quoted = byId.get(message.reply_to);
	if (quoted) bubble.append(element('span', 'quote', quoted.text || quoted.file || ''));
	if (message.file) bubble.append(element('div', 'file', `📎 ${message.file}`));
	if (message.text) bubble.append(formatted(message.text, message.entities, 0, message.text.length, element('div', 'body')));
	const meta = element('div', 'meta');
	if (message.from === 'bot') {
		const reply = element('button', 'reply-button', 'Reply');
		reply.type = 'button';
		reply.addEventListener('click', () => startReply(message));
		meta.append(reply);
	}
	if (message.edited) meta.append(element('span', '', 'edited'));
	const time = element(
		'time',
		'',
		new Date(message.date * 1000).toLocaleString([], {
			month: 'short',
			day: 'numeric',
			hour: '2-digit',
			minute: '2-digit',
		}),
	);
	time.dateTime = new Date(message.date * 1000).toISOString();
	meta.append(time);
	bubble.append(meta);
	item.append(bubble);
	if (message.buttons.length > 0) {
		const keyboard = element('div', 'keyboard');
		message.buttons.forEach((buttons, row) => {
			const line = element('div', 'row');
			buttons.forEach((button, column) => line.append(keyOf(message, button, row, column)));
			keyboard.append(line);
		});
		item.append(keyboard);
	}
	return item;
}

function startReply(message) {
	replyTo = message.id;
	replyText.textContent = message.text || message.file || '';
	replyBox.hidden = false;
	text.focus();
}

function endReply() {
	replyTo = null;
	replyBox.hidden = true;
}

function draw({ messages, taps }) {
	const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
	const byId = new Map(messages.map((message) => [message.id, message]));
	empty.hidden = messages.length > 0;
	for (const [id, { node }] of drawn) {
		if (!byId.has(id)) {
			node.remove();
			drawn.delete(id);
		}
	}
	for (const message of messages) {
		const source = JSON.stringify(message);
		const old = drawn.get(message.id);
		if (old?.source === source) continue;
		const node = drawMessage(message, byId);
		if (old) old.node.replaceWith(node);
		else log.append(node);
		drawn.set(message.id, { node, source });
	}
	for (const tap of taps) {
		if (tap.answer === null || answered?.has(tap.id)) continue;
		if (answered !== null && tap.answer.text !== '') showToast(tap.answer.text);
	}
	answered = new Set(taps.filter((tap) => tap.answer !== null).map((tap) => tap.id));
	if (atEnd) log.scrollTop = log.scrollHeight;
}

async function send() {
	const value = text.value.trim();
	if (value === '') return;
	sendButton.disabled = true;
	try {
		await post('/chat/api/type', { user, text: value, reply_to: replyTo });
		text.value = '';
		endReply();
		log.scrollTop = log.scrollHeight;
	} catch {
		showToast('The message did not go through');
		sendButton.disabled = false;
	}
}

document.getElementById('composer').addEventListener('submit', (event) => {
	event.preventDefault();
	void send();
});
text.addEventListener('input', () => {
	sendButton.disabled = text.value.trim() === '';
});
text.addEventListener('keydown', (event) => {
	// While an input method is composing Japanese text, Enter chooses a candidate and must not send.
	if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
		event.preventDefault();
		void send();
	}
	if (event.key === 'Escape') endReply();
});
document.getElementById('reply-cancel').addEventListener('click', endReply);

if (Number.isInteger(user) && user > 0) {
	const stream = new EventSource(`/chat/api/stream?user=${user}`);
	stream.addEventListener('open', () => {
		state.textContent = 'online';
	});
	stream.addEventListener('error', () => {
		state.textContent = 'connecting…';
	});
	stream.addEventListener('message', (event) => draw(JSON.parse(event.data)));
} else {
	state.textContent = 'add ?user=<id> to the address';
}
