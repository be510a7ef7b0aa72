import type { UploadedFile } from './params';

export interface StoredFile extends UploadedFile {
	readonly fileId: string;
	/** As in `https://…/file/bot<token>/<path>`. */
	readonly path: string;
}

const BYTES_KEPT = 64 * 1024 * 1024;

/** Uploaded files, the oldest forgotten when they take too much memory. */
export class FileStore {
	private files: StoredFile[] = [];
	private count = 0;

	add(upload: UploadedFile, kind: 'photo' | 'document'): StoredFile {
		this.count++;
		const fileId = `${kind === 'photo' ? 'AgAC' : 'BQAC'}AgQAAxkDAAI${String(this.count).padStart(12, '0')}`;
		const file = { ...upload, fileId, path: `${kind}s/file_${this.count}` };
		this.files.push(file);
		while (this.files.reduce((sum, { content }) => sum + content.length, 0) > BYTES_KEPT) this.files.shift();
		return file;
	}

	find(fileId: string): StoredFile | undefined {
		return this.files.find((file) => file.fileId === fileId);
	}

	at(path: string): StoredFile | undefined {
		return this.files.find((file) => file.path === path);
	}

	reset(): void {
		this.files = [];
	}
}
