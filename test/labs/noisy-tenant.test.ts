/** The noisy tenant of lab L16: a limit for each tenant is a solution, too, and a lower load or a raised quota is none. */
import { expect } from 'chai';
import type { LabStep } from '../../src/labs/lab-step.ts';
import { runSteps } from '../../src/labs/run-step.ts';
import { readLabs, startLab } from './course-labs.ts';

const load: LabStep = {
  service: 'tenantTable.runLoad',
  input: { TableName: 'customers', requestsPerSecond: { red: 75, blue: 5 } },
};
const limit = (requestsPerSecond: number): LabStep => ({
  service: 'tenantTable.setLimits',
  input: { TableName: 'customers', requestsPerSecond },
});
const quotas = (requestQuotas: 'off' | 'real'): LabStep => ({
  sandbox: 'settings.set',
  arguments: [{ requestQuotas }],
});

/** Runs steps at the start of the lab. Returns the check of the task. */
async function checkAfter(...steps: readonly LabStep[]) {
  const lab = readLabs().find(({ id }) => id === 'L16');
  if (lab === undefined) throw new Error('There is no lab L16.');
  const { run, target, scope } = await startLab(lab);
  await runSteps(steps, scope, target);
  return (await run.check()).checks.noisy;
}

describe('The noisy tenant of L16', () => {
  it('is stopped by a limit for each tenant', async () => {
    expect((await checkAfter(load, limit(10), load))?.isDone).to.equal(true);
  });

  it('is not stopped by a limit that lets it use up the quota', async () => {
    expect(await checkAfter(load, limit(70), load)).to.include({ isDone: false, unmet: 'blue' });
  });

  it('is not stopped by a quota that is not enforced', async () => {
    expect(await checkAfter(load, quotas('off'), load)).to.include({ isDone: false, unmet: 'protected' });
  });

  it('has to be seen first', async () => {
    expect(await checkAfter(limit(10), load)).to.include({ isDone: false, unmet: 'throttled' });
  });
});
