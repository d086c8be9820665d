/** Answers KMS calls of its parent process from `strongroom/memory` as Node resolves it in this folder. */

// No byte of a key, an IV or a blinding factor may come from here.
Math.random = () => {
  throw new Error('Math.random was used.');
};

// By a variable, so that the type check of this tree does not follow it into the built files.
const entry = 'strongroom/memory';
const { createStrongroom } = await import(entry);
const strongroom = createStrongroom();

process.on('message', async (/** @type {{id: number, operation: string, input: object, region: string}} */ message) => {
  const { id, operation, input, region } = message;
  try {
    const { requestId, ok, output, error } = await strongroom.kms(region).call(operation, input);
    process.send?.({ id, reply: { requestId, ok, ...(ok ? { output } : { error }) } });
  } catch (error) {
    process.send?.({ id, error: String(error instanceof Error ? error.stack : error) });
  }
});
