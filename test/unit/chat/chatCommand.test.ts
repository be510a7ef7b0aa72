import { readChatCommand } from '../../../core/chat/chatCommand';

test.each([
	['/stop', { name: 'stop', goal: null, text: '' }],
	['/stop 何かおかしい', { name: 'stop', goal: null, text: '何かおかしい' }],
	['/stop@my_shop_bot', { name: 'stop', goal: null, text: '' }],
	['/停止', { name: 'stop', goal: null, text: '' }],
	['停止', { name: 'stop', goal: null, text: '' }],
	['STOP!', { name: 'stop', goal: null, text: '' }],
	['止めて。', { name: 'stop', goal: null, text: '' }],
	['/Status', { name: 'status', goal: null, text: '' }],
	['/goals', { name: 'goals', goal: null, text: '' }],
	['/report 2', { name: 'report', goal: 2, text: '' }],
	['／ｒｅｐｏｒｔ　２', { name: 'report', goal: 2, text: '' }],
	['/pause 2 on holiday', { name: 'pause', goal: 2, text: 'on holiday' }],
	['/再開', { name: 'resume', goal: null, text: '' }],
	['/start', { name: 'help', goal: null, text: '' }],
	['/what', { name: 'help', goal: null, text: '' }],
])('%s is a command', (text, command) => {
	expect(readChatCommand(text)).toEqual(command);
});

test.each(['はい', '1', 'stop sending the mails to Tanaka', '停止しないで', 'Raise sales 20 %', '', '/', '// comment', 'a/stop'])(
	'"%s" is none',
	(text) => {
		expect(readChatCommand(text)).toBeNull();
	},
);
