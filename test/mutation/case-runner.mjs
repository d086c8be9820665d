/**
 * Stryker's test runner for the authorization cases. They run in this process, one after the other, which takes
 * milliseconds for a mutant that a case notices; a runner of whole test files would load them again for each mutant.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';

/**
 * What the instrumented code reads and writes.
 * @typedef {{activeMutant?: string | undefined, currentTestId?: string | undefined, hitCount?: number | undefined,
 * hitLimit?: number | undefined,
 *   mutantCoverage?: import('@stryker-mutator/api/core').MutantCoverage}} Instrument
 */
const globals = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (globalThis));
/** @type {Instrument} */
const instrument = (globals[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});

/**
 * The cases of the sandbox, which is the working directory. @returns {Promise<readonly
 * import('./authorization-cases.ts').CaseTest[]>}
 */
const load = async () =>
  (await import(pathToFileURL(path.resolve('test/mutation/authorization-cases.ts')).href)).CASE_TESTS;

/**
 * Runs cases until the first that fails. @param {readonly import('./authorization-cases.ts').CaseTest[]} cases @returns
 * {Promise<import('@stryker-mutator/api/test-runner').TestResult[]>}
 */
async function run(cases) {
  /** @type {import('@stryker-mutator/api/test-runner').TestResult[]} */
  const results = [];
  for (const { id, run } of cases) {
    instrument.currentTestId = id;
    const start = performance.now();
    const shared = () => ({ id, name: id, timeSpentMs: performance.now() - start });
    try {
      await run();
      results.push({ ...shared(), status: TestStatus.Success });
    } catch (error) {
      results.push({ ...shared(), status: TestStatus.Failed, failureMessage: String(error) });
      break;
    } finally {
      instrument.currentTestId = undefined;
    }
  }
  return results;
}

/** @implements {import('@stryker-mutator/api/test-runner').TestRunner} */
class CaseRunner {
  /** Modules cannot be loaded a second time: Stryker starts a new process for a mutant of what runs while they load. */
  capabilities() {
    return { reloadEnvironment: false };
  }

  /** @returns {Promise<import('@stryker-mutator/api/test-runner').DryRunResult>} */
  async dryRun() {
    const tests = await run(await load());
    const { mutantCoverage } = instrument;
    return { status: DryRunStatus.Complete, tests, ...(mutantCoverage && { mutantCoverage }) };
  }

  /** @param {import('@stryker-mutator/api/test-runner').MutantRunOptions} options */
  async mutantRun({ activeMutant, mutantActivation, testFilter, hitLimit }) {
    if (mutantActivation === 'runtime') await load();
    Object.assign(instrument, {
      activeMutant: activeMutant.id,
      hitLimit,
      hitCount: hitLimit === undefined ? undefined : 0,
    });
    try {
      const cases = await load();
      const tests = await run(testFilter ? cases.filter(({ id }) => testFilter.includes(id)) : cases);
      return toMutantRunResult(
        determineHitLimitReached(instrument.hitCount, hitLimit) ?? { status: DryRunStatus.Complete, tests },
      );
    } catch (error) {
      // The modules do not load with this mutant.
      return toMutantRunResult({ status: DryRunStatus.Error, errorMessage: String(error) });
    } finally {
      instrument.activeMutant = undefined;
    }
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'authorization-cases', CaseRunner)];
