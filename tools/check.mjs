/** `npm run check`: every check that needs no browser. */
import { ensureInstalled } from './ensure.mjs';
import { runChecks } from './steps.mjs';

ensureInstalled();
const failed = [...(await runChecks())].filter(([, isPassed]) => !isPassed).map(([name]) => name);
console.log(failed.length > 0 ? `\nFailed: ${failed.join(', ')}` : '\nAll checks passed.');
process.exitCode = failed.length > 0 ? 1 : 0;
