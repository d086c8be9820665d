/** Class and report files of any form: each is refused with its problems, or is what its schema says. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { ClassFile } from '../../src/class/class-file.ts';
import { findClassProblems } from '../../src/class/find-class-problems.ts';
import { readReportText } from '../../src/class/read-report-file.ts';
import { ReportSigner } from '../../src/services/sign-report.ts';
import { COURSE, sampleClass, sampleReport, signedFile } from './sample-class.ts';
import { damaged, placesIn } from '../support/damaged-documents.ts';

const SEED = 20261130;

const hostile = fc.constantFrom<unknown>(
  '__proto__',
  'toString',
  '../default',
  '<img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '=HYPERLINK("http://example.com")',
  '\u202Egnp',
  '\uD800',
  'x'.repeat(70_000),
  -1,
  1e308,
  null,
  true,
  [],
  {},
  JSON.parse('{"__proto__":{"polluted":true}}'),
  Array.from({ length: 200 }, () => 'L01'),
);

const isPolluted = () => (({}) as { polluted?: boolean }).polluted !== undefined;

describe('A hostile class file', () => {
  it('of any value is refused', () => {
    const property = fc.property(fc.anything({ withNullPrototype: true, withDate: true, withMap: true }), (value) => {
      expect(findClassProblems(value, COURSE).length).to.be.greaterThan(0);
    });
    fc.assert(property, { numRuns: 200, seed: SEED });
  });

  it('that is a damaged one is refused with reasons, or names only labs that exist', () => {
    let refused = 0;
    const places = placesIn(sampleClass());
    const property = fc.property(fc.constantFrom(...places), hostile, fc.boolean(), (place, value, adds) => {
      const document = damaged(sampleClass(), place, value, adds);
      const problems = findClassProblems(document, COURSE);
      for (const { message } of problems) expect(message).not.to.equal('');
      if (problems.length > 0) {
        refused++;
        return;
      }
      const { id, labs, ownLabs = [] } = document as ClassFile;
      expect(id).to.match(/^[A-Za-z][A-Za-z0-9-]{0,39}$/);
      for (const lab of labs) expect([...COURSE, ...ownLabs.map((own) => own.id)]).to.include(lab);
    });
    fc.assert(property, { numRuns: 300, seed: SEED });
    expect(refused).to.be.greaterThan(100);
    expect(isPolluted()).to.equal(false);
  });
});

describe('A hostile report file', () => {
  it('of any text is refused', async () => {
    const text = fc.oneof(fc.string(), fc.json());
    const property = fc.asyncProperty(text, async (given) => {
      expect(await readReportText(given)).to.have.property('reason');
    });
    await fc.assert(property, { numRuns: 200, seed: SEED });
  });

  it('that was changed after it was signed is refused', async () => {
    const file = await signedFile();
    const property = fc.asyncProperty(
      fc.nat(file.length - 1),
      fc.constantFrom('A', '0', '"', 'é'),
      async (at, char) => {
        const changed = file.slice(0, at) + char + file.slice(at + 1);
        // Another spelling of the same file, or of the same key, is not a change.
        fc.pre(changed !== file);
        const result = await readReportText(changed);
        if ('reason' in result) return;
        expect(result.report).to.deep.equal(sampleReport());
      },
    );
    await fc.assert(property, { numRuns: 200, seed: SEED });
  });

  it('that is damaged and signed is refused, or has the form of a report', async () => {
    let refused = 0;
    const signer = new ReportSigner();
    const places = placesIn(sampleReport());
    const property = fc.asyncProperty(fc.constantFrom(...places), hostile, fc.boolean(), async (place, value, adds) => {
      const document = damaged(sampleReport(), place, value, adds);
      const result = await readReportText(await signedFile(document as object, signer));
      if ('reason' in result) refused++;
      else expect(result.report.labs.length).to.be.greaterThan(0);
    });
    await fc.assert(property, { numRuns: 200, seed: SEED });
    expect(refused).to.be.greaterThan(80);
    expect(isPolluted()).to.equal(false);
  });
});
