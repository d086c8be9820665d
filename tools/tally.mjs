/** The sum of several runners, each of which ends with the line `N passed, N failed`. */
import { stripVTControlCharacters } from 'node:util';

export class Tally {
  #passed = 0;
  #failed = 0;
  /** @type {string[]} */
  #failures = [];

  /** Adds a check: one test. @param {string} name @param {boolean} isPassed */
  addCheck(name, isPassed) {
    if (isPassed) this.#passed += 1;
    else this.#fail(name, 1);
  }

  /**
   * Adds the counts of a runner's closing line; a runner that ends badly without a failed test counts as one failure.
   * @param {string} name
   * @param {{code: number, output: string}} result
   */
  add(name, { code, output }) {
    const [, good, bad] = [...stripVTControlCharacters(output).matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1) ?? [];
    this.#passed += Number(good ?? 0);
    const failed = Number(bad ?? 0) || (code !== 0 || good === undefined ? 1 : 0);
    if (failed > 0) this.#fail(`${name} (${failed})`, failed);
  }

  /** Prints the closing line and sets the exit code. A run without a test fails. */
  close() {
    if (this.#failures.length > 0) console.log(`\nFailed: ${this.#failures.join(', ')}`);
    console.log(`\n${this.#passed} passed, ${this.#failed} failed`);
    process.exitCode = this.#failed > 0 || this.#passed === 0 ? 1 : 0;
  }

  /** @param {string} name @param {number} count */
  #fail(name, count) {
    this.#failed += count;
    this.#failures.push(name);
  }
}
