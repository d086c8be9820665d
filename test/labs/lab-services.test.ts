/** The services as steps of labs call them. */
import { expect } from 'chai';
import { labServices } from '../../src/labs/lab-services.ts';
import { createStrongroom } from '../../src/memory.ts';
import { createServices } from '../../src/services/services.ts';

const LEARNER = 'arn:aws:iam::111122223333:role/Learner';
const FROM = { by: LEARNER, region: 'us-east-1' };

async function scene() {
  const strongroom = createStrongroom();
  const services = labServices(createServices(strongroom));
  const { KeyMetadata } = await strongroom.kms().createKey({});
  return { strongroom, services, KeyId: KeyMetadata?.Arn ?? '' };
}

describe('labServices', () => {
  it('calls a service as the caller of the step', async () => {
    const { strongroom, services, KeyId } = await scene();
    await services.call('volumes', 'createVolume', { KmsKeyId: KeyId }, FROM);
    const { events } = await strongroom.sandbox.events.query({ operation: 'GenerateDataKeyWithoutPlaintext' });
    expect(events[0]?.record.userIdentity.sessionContext?.['sessionIssuer']).to.include({ arn: LEARNER });
  });

  it('returns what programs hold', async () => {
    const { services, KeyId } = await scene();
    expect(await services.ledger()).to.deep.equal([]);
    await services.call('orders', 'start', { KeyId }, FROM);
    await services.call('orders', 'write', { text: 'an order' }, FROM);
    const kinds = (await services.ledger()).map(({ kind }) => kind);
    expect(new Set(kinds)).to.deep.equal(new Set(['appEvent', 'dataKey']));
  });

  for (const [service, method] of [
    ['orders', 'drop'],
    ['orders', 'constructor'],
    ['toString', 'call'],
    ['none', 'start'],
  ] as const)
    it(`rejects ${service}.${method}`, async () => {
      const { services } = await scene();
      const error = await services.call(service, method, {}, FROM).catch((one: unknown) => one);
      expect(error).to.be.instanceOf(TypeError);
    });
});
