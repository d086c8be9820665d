/** Ways that look like a task and are not: each leaves its task open. */
import { expect } from 'chai';
import type { LabStep } from '../../src/labs/lab-step.ts';
import { runSteps } from '../../src/labs/run-step.ts';
import { readLabs, startLab } from './course-labs.ts';

interface Shortcut {
  readonly name: string;
  readonly lab: string;
  readonly task: string;
  readonly steps: readonly LabStep[];
}

const policy = (Policy: string): LabStep => ({
  call: 'PutKeyPolicy',
  input: { KeyId: '$k', Policy },
  expect: 'MalformedPolicyDocumentException',
});

const CLUSTERED = { Origin: 'AWS_CLOUDHSM' } as const;

const SHORTCUTS: readonly Shortcut[] = [
  { name: 'a policy that is not JSON', lab: 'L07', task: 'lock-out', steps: [policy('{')] },
  {
    name: 'a policy with an unknown effect',
    lab: 'L07',
    task: 'lock-out',
    steps: [policy('{"Version":"2012-10-17","Statement":[{"Effect":"Permit","Action":"kms:*","Resource":"*"}]}')],
  },
  {
    name: 'keys that AWS KMS refuses because they name no key store',
    lab: 'L13',
    task: 'limits',
    steps: [
      { call: 'CreateKey', input: CLUSTERED, expect: 'ValidationException' },
      { call: 'CreateKey', input: { ...CLUSTERED, KeySpec: 'RSA_2048' }, expect: 'ValidationException' },
    ],
  },
  {
    name: 'a first report after the encrypted data keys were destroyed',
    lab: 'L16',
    task: 'find',
    steps: [
      { service: 'tenantTable.shred', input: { TableName: 'customers', tenant: 'red', method: 'destroy-edks' } },
      { service: 'tenantTable.shreddingReport', input: { TableName: 'customers', tenant: 'red' } },
    ],
  },
];

describe('A task stays open after', () => {
  for (const { name, lab: id, task, steps } of SHORTCUTS)
    it(`${name} (${id}, ${task})`, async () => {
      const lab = readLabs().find((one) => one.id === id);
      if (lab === undefined) throw new Error(`no lab ${id}`);
      const { run, scope, target } = await startLab(lab);
      const before = lab.tasks.slice(
        0,
        lab.tasks.findIndex((one) => one.id === task),
      );
      let variables = scope;
      for (const { solution } of before) variables = await runSteps(solution, variables, target);
      // The other parts of the task are done.
      const solution = lab.tasks.find((one) => one.id === task)?.solution ?? [];
      await runSteps([...solution.slice(0, -1), ...steps], variables, target);
      expect((await run.check()).checks[task]).to.include({ isDone: false });
    });
});
