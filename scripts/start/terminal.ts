import type { WriteStream } from 'node:tty';

/** Lines that stay, and one status line below them that is overwritten where the output is a terminal. */
export class Terminal {
	private status_ = '';

	constructor(private readonly out: WriteStream | NodeJS.WriteStream) {}

	/** Prints a line above the status line. */
	line(text: string): void {
		this.clear();
		this.out.write(`${text}\n`);
		this.draw();
	}

	/** Prints several lines with space around them. */
	block(text: string): void {
		this.line(`\n${text.trimEnd()}\n`);
	}

	/** Replaces the status line; where there is no terminal, prints it once per change. */
	status(text: string): void {
		if (text === this.status_) return;
		this.clear();
		this.status_ = text;
		if (this.out.isTTY) this.draw();
		else this.out.write(`${text}\n`);
	}

	/** Lets the status line stand. */
	endStatus(): void {
		if (this.status_ !== '' && this.out.isTTY) this.out.write('\n');
		this.status_ = '';
	}

	private clear(): void {
		if (this.out.isTTY && this.status_ !== '') this.out.write('\r\u001b[2K');
	}

	private draw(): void {
		// A line longer than the terminal would wrap and could not be overwritten.
		if (this.out.isTTY && this.status_ !== '') this.out.write(this.status_.slice(0, (this.out.columns || 80) - 1));
	}
}
