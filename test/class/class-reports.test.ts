import { expect } from 'chai';
import { labRowsOf, learnersOf, stuckTasksOf, type Learner } from '../../src/class/class-reports.ts';
import type { CompletionReport, ReportedLab, ReportedTask } from '../../src/class/completion-report.ts';
import type { VerifiedReport } from '../../src/class/read-report-file.ts';
import { reportsCsv } from '../../src/class/reports-csv.ts';
import { sampleReport, sampleResult } from './sample-class.ts';

const verified = (report: CompletionReport, keyId = 'a'.repeat(64)): VerifiedReport => ({ report, keyId });
const names = (learners: readonly Learner[]) => learners.map(({ name }) => name);

/** A report of a learner who has not done the first task. */
function beginner(name: string, changes: Partial<ReportedTask> = {}): CompletionReport {
  const report = sampleReport(name);
  const [lab] = report.labs as [ReportedLab];
  const [first, ...others] = lab.tasks as [ReportedTask, ...ReportedTask[]];
  const { doneAt: _, ...rest } = first;
  const open: ReportedTask = { ...rest, state: 'open', hints: 0, evidence: [], ...changes };
  return { ...report, labs: [{ ...lab, tasks: [open, ...others.map((other) => ({ ...other, hints: 0 }))] }] };
}

describe('learnersOf', () => {
  it('keeps the newer report of a learner, in any order', () => {
    const old = verified(sampleReport('Ana', 10));
    const newer = verified(sampleReport(' ana', 20));
    for (const given of [
      [old, newer],
      [newer, old],
    ]) {
      const { learners, replaced } = learnersOf(given);
      expect(replaced).to.equal(1);
      expect(learners.map(({ report }) => report.createdAt)).to.deep.equal(['2026-11-30T09:20:00.000Z']);
    }
  });

  it('keeps learners of one browser, and of one name in two browsers, apart', () => {
    const { learners, replaced } = learnersOf([
      verified(sampleReport('Ben')),
      verified(sampleReport('Ana')),
      verified(sampleReport('Ana'), 'b'.repeat(64)),
      verified(sampleReport('')),
    ]);
    expect(replaced).to.equal(0);
    expect(names(learners)).to.deep.equal([undefined, 'Ana', 'Ana', 'Ben']);
  });

  it('keeps the reports of two classes apart', () => {
    const other = { ...sampleReport(), class: { id: 'other', title: 'Other' } };
    expect(learnersOf([verified(sampleReport()), verified(other)]).learners).to.have.length(2);
  });
});

describe('stuckTasksOf', () => {
  it('finds the first open task of a started lab, and tasks with hints', () => {
    const { learners } = learnersOf([verified(sampleReport('Ana')), verified(beginner('Ben'))]);
    const [lab] = labRowsOf(learners);
    const standings = lab?.tasks.map(({ cells }) => learners.map(({ id }) => cells.get(id)?.standing));
    expect(standings).to.deep.equal([
      ['done', 'stuck'],
      ['stuck', 'open'],
      ['open', 'open'],
    ]);
  });

  it('sorts tasks by learners, and counts what failed', () => {
    const reports = [
      verified(sampleReport('Ana')),
      verified(beginner('Ben', { mistake: 'other-key', unmet: 'encrypted' })),
      verified(beginner('Cem', { unmet: 'decrypted' })),
      verified(beginner('Dua', { unmet: 'decrypted' })),
    ];
    const { learners } = learnersOf(reports);
    const stuck = stuckTasksOf(labRowsOf(learners), learners);
    expect(stuck.map((each) => names(each.learners))).to.deep.equal([['Ben', 'Cem', 'Dua'], ['Ana']]);
    expect(stuck[0]?.causes).to.deep.equal([
      ['decrypted', 2],
      ['other-key', 1],
    ]);
  });

  it('counts no learner who has not started the lab', () => {
    const report = sampleReport('Ana', 5, [{ ...sampleResult(), progress: undefined }]);
    const { learners } = learnersOf([verified(report)]);
    expect(stuckTasksOf(labRowsOf(learners), learners)).to.deep.equal([]);
  });
});

describe('reportsCsv', () => {
  it('has a line per learner and task', () => {
    const { learners } = learnersOf([verified(sampleReport('Ana'))]);
    const lines = reportsCsv(labRowsOf(learners), learners).split('\r\n');
    expect(lines).to.have.length(5);
    expect(lines[1]).to.contain('"KMS in one day","Ana"').and.to.contain('"done","2026-11-30T09:01:00.000Z","1"');
    expect(lines[4]).to.equal('');
  });

  it('has no cell that a spreadsheet computes', () => {
    const evil = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\uFF1D1', '"=1'];
    const reports = evil.map((name, index) => verified({ ...sampleReport(), learner: name }, String(index)));
    const { learners } = learnersOf(reports);
    const text = reportsCsv(labRowsOf(learners), learners);
    const cells = [...text.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell.replaceAll('""', '"'));
    for (const cell of cells) expect(cell, cell).not.to.match(/^\s*[=+\-@\uFF1D]/);
    expect(cells).to.include(`'=1+1`).and.to.include('"=1');
  });
});
