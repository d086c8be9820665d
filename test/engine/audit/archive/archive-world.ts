/** Sandboxes with a few hours of events, and what they export. */
import { createStrongroom } from '../../../../src/memory.ts';
import type { Strongroom } from '../../../../src/client/strongroom.ts';
import type { ArchiveFile, EventExport, ExportedFile, ValidationReport } from '../../../../src/model/log-archive.ts';

/** A paused sandbox at the start of an hour, without events. */
export async function pausedWorld(at = Date.UTC(2026, 0, 1, 10)): Promise<Strongroom> {
  const strongroom = createStrongroom();
  await strongroom.sandbox.clock.pause();
  await strongroom.sandbox.clock.set(new Date(at));
  return strongroom;
}

/** Events at 10:00, 10:30 and 13:30: two busy hours with two empty ones between them. */
export async function busyWorld(): Promise<Strongroom> {
  const strongroom = await pausedWorld();
  const { clock } = strongroom.sandbox;
  await strongroom.kms().createKey({});
  await clock.advance(1800);
  await strongroom.kms().listKeys({});
  await clock.advance(3 * 3600);
  await strongroom.kms().listAliases({});
  return strongroom;
}

export async function exported({ sandbox }: Strongroom, options?: EventExport): Promise<readonly ExportedFile[]> {
  const files: ExportedFile[] = [];
  for await (const file of sandbox.events.export(options)) files.push(file);
  return files;
}

export const isDigest = ({ key }: ArchiveFile): boolean => key.includes('/CloudTrail-Digest/');

/** The faults of a report: name of the file and result. */
export function faultsOf({ files }: ValidationReport): Readonly<Record<string, string>> {
  const faults = files.filter(({ result }) => result !== 'valid');
  return Object.fromEntries(faults.map(({ key, result }) => [key, result]));
}

async function through(bytes: Uint8Array<ArrayBuffer>, stream: ReadableWritablePair<Uint8Array, BufferSource>) {
  const out = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(out as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());
}

export const gzip = (text: string) => through(new TextEncoder().encode(text), new CompressionStream('gzip'));

export async function contentOf({ content }: ArchiveFile): Promise<string> {
  return new TextDecoder().decode(await through(content, new DecompressionStream('gzip')));
}
