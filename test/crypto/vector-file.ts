/** The text of a file of published vectors, from the test server. */
export async function readVectorFile(set: string): Promise<string> {
  const response = await fetch(new URL(`../vectors/${set}.json.gz`, import.meta.url));
  if (!response.ok) throw new Error(`No vectors ${set}: ${response.status}`);
  // The server says that the file is gzip'd, so what arrives here is the JSON.
  return response.text();
}
