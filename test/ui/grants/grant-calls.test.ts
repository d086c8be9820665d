import { expect } from 'chai';
import { callsByGrant } from '../../../src/ui/grants/grant-calls.ts';
import { newKey, pageContext } from '../context.ts';

const ANN = 'arn:aws:iam::111122223333:user/ann';

describe('the calls that grants allowed', () => {
  it('exclude denied calls and calls that a policy allowed', async () => {
    const context = pageContext();
    await context.strongroom.sandbox.principals.put({ arn: ANN });
    const { KeyId, Arn = '' } = await newKey(context);
    const grant = (Operations: ('Encrypt' | 'Decrypt' | 'ReEncryptFrom' | 'ReEncryptTo')[]) =>
      context.kms.createGrant({ KeyId, GranteePrincipal: ANN, Operations });
    const { GrantId: one = '' } = await grant(['Decrypt', 'ReEncryptFrom']);
    const { GrantId: two = '' } = await grant(['ReEncryptTo']);
    const { CiphertextBlob } = await context.kms.encrypt({ KeyId, Plaintext: new Uint8Array(4) });
    await context.kms.decrypt({ CiphertextBlob });
    const ann = context.strongroom.kms(context.region, ANN);
    await ann.decrypt({ CiphertextBlob });
    await ann.reEncrypt({ CiphertextBlob, DestinationKeyId: KeyId });
    await ann.encrypt({ KeyId, Plaintext: new Uint8Array(4) }).catch(() => undefined);
    const { events } = await context.strongroom.sandbox.events.query({ keyArn: Arn });
    const calls = callsByGrant(events);
    expect(calls.get(one)?.map(({ operation, by }) => `${operation} ${by}`)).to.deep.equal([
      `ReEncrypt ${ANN}`,
      `Decrypt ${ANN}`,
    ]);
    expect(calls.get(two)?.map(({ operation }) => operation)).to.deep.equal(['ReEncrypt']);
    expect(calls.size).to.equal(2);
  });
});
