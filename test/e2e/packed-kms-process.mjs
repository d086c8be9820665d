/** Answers calls of its parent process, of KMS and the sandbox, from `strongroom/memory` of this folder. */

// No byte of a key, an IV or a blinding factor may come from here.
Math.random = () => {
  throw new Error('Math.random was used.');
};

// By a variable, so that the type check of this tree does not follow it into the built files.
const entry = 'strongroom/memory';
const { createStrongroom } = await import(entry);
const strongroom = createStrongroom();

/**
 * Calls a member of `strongroom.sandbox`.
 * @param {string} member such as `clock.advance`
 * @param {unknown[]} given
 */
const ofSandbox = (member, given) => {
  const [group = '', method = ''] = member.split('.');
  return strongroom.sandbox[group][method](...given);
};

/** @typedef {{id: number, operation: string, input: object, region: string}} KmsCall */
/** @typedef {{id: number, member: string, given: unknown[]}} SandboxCall */

process.on('message', async (/** @type {KmsCall | SandboxCall} */ message) => {
  const { id } = message;
  try {
    if ('member' in message) {
      process.send?.({ id, reply: await ofSandbox(message.member, message.given) });
      return;
    }
    const { operation, input, region } = message;
    const { requestId, ok, output, error } = await strongroom.kms(region).call(operation, input);
    process.send?.({ id, reply: { requestId, ok, ...(ok ? { output } : { error }) } });
  } catch (error) {
    process.send?.({ id, error: String(error instanceof Error ? error.stack : error) });
  }
});
