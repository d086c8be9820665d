import { TEXTS } from './own-address-texts.ts';

/** A file, or why it was not read. */
export type OwnFile = { readonly file: Blob } | { readonly problem: string };

/** Reads a file at an address of this site, and of no other. */
export async function readOwnAddress(address: string, fetchFile: typeof fetch): Promise<OwnFile> {
  let url: URL;
  try {
    url = new URL(address, document.baseURI);
  } catch {
    return { problem: TEXTS.foreign };
  }
  if (url.origin !== location.origin) return { problem: TEXTS.foreign };
  try {
    // A redirect can lead to another site.
    const response = await fetchFile(url, { redirect: 'error', credentials: 'omit' });
    return response.ok ? { file: await response.blob() } : { problem: TEXTS.notFound(response.status) };
  } catch {
    return { problem: TEXTS.unreachable };
  }
}
