/** Runs asynchronous work one after the other. */

/**
 * Returns a function that runs each work after the one before has ended. A service that overwrites data keys needs it:
 * otherwise a key could be overwritten between its look-up and its use.
 */
export function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
