/** `npm run check`: every check that needs no browser. */
import { ensureInstalled } from './ensure.mjs';
import { CHECKS, runCheck } from './steps.mjs';

ensureInstalled();
const failed = [];
for (const step of CHECKS) if (!(await runCheck(step))) failed.push(step.name);
console.log(failed.length > 0 ? `\nFailed: ${failed.join(', ')}` : '\nAll checks passed.');
process.exitCode = failed.length > 0 ? 1 : 0;
