import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { ClassFile } from '../../src/class/class-file.ts';
import { findClassProblems } from '../../src/class/find-class-problems.ts';
import { LABS } from '../../src/labs/labs.ts';
import { createStrongroom } from '../../src/memory.ts';

describe('the class of docs/class.md', () => {
  it('has no problems, and its sandbox is created', async () => {
    const text = readFileSync(new URL('../../docs/class.md', import.meta.url), 'utf8');
    const file = JSON.parse(/```json\n([\s\S]*?)```/.exec(text)?.[1] ?? '') as ClassFile;
    const course = LABS.map(({ id }) => id);
    expect(findClassProblems(file, course)).to.deep.equal([]);
    const { sandbox } = createStrongroom().world('class-kms-day');
    await sandbox.seed(file.sandbox as NonNullable<ClassFile['sandbox']>);
    expect(await sandbox.keys.list('111122223333', 'us-east-1')).to.have.length(1);
    expect(await sandbox.settings.get()).to.deep.include({ propagationDelaySeconds: 30 });
  });
});
