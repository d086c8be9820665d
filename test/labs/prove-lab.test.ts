/** The proof of a lab: what it finds in labs that are wrong in one place. */
import { expect } from 'chai';
import type { Lab } from '../../src/labs/lab.ts';
import { proveLab } from '../../src/labs/prove-lab.ts';
import { createStrongroom } from '../../src/memory.ts';
import { sampleLab } from './sample-lab.ts';

const prove = async (document: unknown) =>
  (await proveLab(document, { open: createStrongroom })).findings.map(
    ({ path, reason }) => `/${path.join('/')} ${reason}`,
  );

type Changes = { -readonly [M in keyof Lab]?: unknown } & { task?: object; mistake?: object };

/** The sample lab with other members of the lab, of its first task or of the mistake of that task. */
function changed({ task = {}, mistake = {}, ...lab }: Changes): unknown {
  const sample = sampleLab();
  const [first, ...others] = sample.tasks;
  const [made] = first?.mistakes ?? [];
  return { ...sample, tasks: [{ ...first, mistakes: [{ ...made, ...mistake }], ...task }, ...others], ...lab };
}

const CREATED = { event: { operation: 'CreateKey' } };

describe('The proof of a lab', () => {
  it('finds nothing in a lab that is right', async () => {
    expect(await prove(sampleLab())).to.deep.equal([]);
  });

  it('does not run a document that the validator refuses', async () => {
    expect(await prove(changed({ minutes: 0 }))).to.deep.equal(['/minutes not-valid']);
  });

  it('finds the step of the start that fails', async () => {
    const start = [...sampleLab().start, { call: 'DescribeKey', input: { KeyId: 'alias/of-nobody' } }];
    expect(await prove(changed({ start }))).to.deep.equal(['/start/3 step-fails']);
  });

  describe('ends if a part does not', () => {
    const never = new Promise<never>(() => undefined);
    /** A sandbox in memory whose clock never ends an advance by 7 seconds, and what the proof finds in it. */
    const proveIn = async (document: unknown) => {
      const strongroom = createStrongroom();
      const world = (id: string) => {
        const real = strongroom.world(id);
        const { clock } = real.sandbox;
        const advance: typeof clock.advance = (seconds, ...rest) =>
          seconds === 7 ? never : clock.advance(seconds, ...rest);
        return { ...real, sandbox: { ...real.sandbox, clock: { ...clock, advance } } };
      };
      return await proveLab(document, { open: () => ({ world }), timeoutMs: 5000 });
    };
    const slow = { advance: 7 };
    const foundIn = ({ findings }: Awaited<ReturnType<typeof proveIn>>) =>
      findings.map(({ path, reason }) => `/${path.join('/')} ${reason}`);

    it('at the start, and tries no task', async () => {
      const proof = await proveIn(changed({ start: [...sampleLab().start, slow] }));
      expect(foundIn(proof)).to.deep.equal(['/start takes-too-long']);
      expect(proof.findings[0]?.message).to.contain('within 5 seconds');
      expect(proof).to.deep.include({ isProved: false, tasks: [] });
    });

    it('in a solution, and tries no later task and no mistake', async () => {
      const [first] = sampleLab().tasks;
      const proof = await proveIn(changed({ task: { solution: [...(first?.solution ?? []), slow] } }));
      expect(foundIn(proof)).to.deep.equal(['/tasks/0/solution takes-too-long']);
      expect(proof.tasks.map(({ isDoneBySolution }) => isDoneBySolution)).to.deep.equal(
        sampleLab().tasks.map(() => false),
      );
      expect(proof.tasks[0]?.mistakes).to.deep.equal([{ id: 'other-key', isProved: false }]);
    });

    it('in the script of a mistake', async () => {
      const proof = await proveIn(changed({ mistake: { script: [slow] } }));
      expect(foundIn(proof)).to.deep.equal(['/tasks/0/mistakes/0/script takes-too-long']);
      expect(proof.tasks[0]).to.deep.include({ isDoneBySolution: true });
      expect(proof.tasks[0]?.mistakes[0]?.isProved).to.equal(false);
    });
  });

  it('finds a task that is done at the start', async () => {
    const done = { label: 'decrypted', not: { event: { operation: 'ScheduleKeyDeletion' } } };
    expect(await prove(changed({ task: { done, mistakes: [] }, texts: textsWithoutMistakes() }))).to.deep.equal([
      '/tasks/0/done done-at-start',
      '/tasks/0/done done-before-solution',
    ]);
  });

  it('finds a task that the solution of an earlier task does', async () => {
    const sample = sampleLab();
    const tasks = sample.tasks.map((task, at) =>
      at === 1 ? { ...task, done: { event: { operation: 'Decrypt' } } } : task,
    );
    expect(await prove({ ...sample, tasks })).to.deep.equal(['/tasks/1/done done-before-solution']);
  });

  it('finds a solution that does not do its task, and goes on with the next task', async () => {
    const [first] = sampleLab().tasks;
    const solution = first?.solution.slice(0, 1);
    expect(await prove(changed({ task: { solution } }))).to.deep.equal(['/tasks/0/done not-done-by-solution']);
  });

  it('finds the step of a solution that answers another error than expected', async () => {
    const solution = [
      { call: 'Encrypt', input: { KeyId: '$key', Plaintext: { text: 'x' } }, expect: 'DisabledException' },
    ];
    expect(await prove(changed({ task: { solution } }))).to.deep.equal(['/tasks/0/solution/0 step-fails']);
  });

  it('finds a mistake that does the task, one that is not seen, and one whose script fails', async () => {
    const [first] = sampleLab().tasks;
    expect(await prove(changed({ mistake: { script: first?.solution } }))).to.deep.equal([
      '/tasks/0/done done-by-mistake',
    ]);
    expect(await prove(changed({ mistake: { script: [{ advance: 60 }] } }))).to.deep.equal([
      '/tasks/0/mistakes/0/seen mistake-not-seen',
    ]);
    const script = [{ call: 'DescribeKey', input: { KeyId: 'alias/of-nobody' } }];
    expect(await prove(changed({ mistake: { script } }))).to.deep.equal(['/tasks/0/mistakes/0/script/0 step-fails']);
  });

  it('finds a mistake that is hidden by an earlier one', async () => {
    const [first] = sampleLab().tasks;
    const [made] = first?.mistakes ?? [];
    const mistakes = [{ ...made, id: 'first', seen: CREATED }, made];
    const texts = textsWith({ first: 'Not so.', 'other-key': 'Use the key of the start.' });
    expect(await prove(changed({ task: { mistakes }, texts }))).to.deep.equal([
      '/tasks/0/mistakes/1/seen other-mistake-seen',
    ]);
  });
});

function textsWith(mistakes: Readonly<Record<string, string>>): unknown {
  const { en } = sampleLab().texts;
  return { en: { ...en, tasks: { ...en.tasks, 'round-trip': { ...en.tasks['round-trip'], mistakes } } } };
}

const textsWithoutMistakes = (): unknown => textsWith({});
