/** The generated days of a clinic. */
import { expect } from 'chai';
import { clinicDays } from '../../src/labs/clinic-days.ts';

const SECONDS_PER_DAY = 86_400;

const calls = (firstDay: number, days: number) =>
  (clinicDays({ firstDay, days }) ?? []).flatMap((step) => ('call' in step ? [step] : []));

describe('clinicDays', () => {
  it('returns the same steps for the same input, and others for another first day', () => {
    expect(clinicDays({ firstDay: 3, days: 2 })).to.deep.equal(clinicDays({ firstDay: 3, days: 2 }));
    expect(calls(3, 1).map(({ input }) => input)).to.not.deep.equal(calls(4, 1).map(({ input }) => input));
  });

  it('advances the clock by whole days', () => {
    for (let firstDay = 1; firstDay <= 20; firstDay++) {
      const steps = clinicDays({ firstDay, days: 2 }) ?? [];
      const advances = steps.map((step) => ('advance' in step ? step.advance : 0));
      expect(Math.min(...advances)).to.be.at.least(0);
      expect(advances.reduce((sum, advance) => sum + advance, 0)).to.equal(2 * SECONDS_PER_DAY);
    }
  });

  it('uses the numbers 10 to 39 for patients', () => {
    const contexts = calls(1, 31).flatMap(({ input }) => [Object(input?.['EncryptionContext']) as object]);
    const patients = contexts.flatMap((context) => ('patientId' in context ? [Number(context.patientId)] : []));
    expect(patients.length).to.be.greaterThan(600);
    expect(Math.min(...patients)).to.equal(10);
    expect(Math.max(...patients)).to.equal(39);
  });

  it('lets another physician read what one has stored', () => {
    const all = calls(1, 5);
    const stored = all.flatMap((step) => (step.call === 'GenerateDataKey' ? [step] : []));
    expect(stored.length).to.be.greaterThan(0);
    for (const { save = {}, by, region } of stored) {
      const reader = all.find(
        ({ call, input }) => call === 'Decrypt' && input?.['CiphertextBlob'] === `$${Object.keys(save)[0]}`,
      );
      expect(reader?.by).to.be.a('string').and.not.equal(by);
      expect(reader?.region).to.equal(region);
    }
  });

  it('returns nothing for another input', () => {
    for (const input of [{}, { firstDay: 0, days: 1 }, { firstDay: 1, days: 32 }, { firstDay: 1, days: '1' }])
      expect(clinicDays(input)).to.equal(undefined);
  });
});
