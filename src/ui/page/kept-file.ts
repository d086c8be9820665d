/** The encrypted file that the app keeps between visits. */

/** Metadata of the encrypted file, known without decrypting it. */
export interface ShelfNote {
  /** The name of the original file. */
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly sealedSize: number;
  readonly context: Readonly<Record<string, string>>;
  readonly keyArn: string;
  readonly region: string;
  readonly caller: string;
  /** Milliseconds since 1970, by the device's clock. */
  readonly sealedAt: number;
}

/** The encrypted file with its note. */
export interface Kept {
  readonly note: ShelfNote;
  readonly sealed: Blob;
  /** Whether it is stored beyond this page. */
  readonly lasting: boolean;
}

/** Keeps one encrypted file. */
export interface KeptFileStore {
  /**
   * Stores `stream` in place of the file before it. Nothing changes when the stream fails. `note` is called when the
   * stream has ended.
   */
  keep(stream: ReadableStream<Uint8Array>, note: (sealedSize: number) => ShelfNote): Promise<Kept>;
  /** The file that was stored last; undefined when there is none. */
  last(): Promise<Kept | undefined>;
}
