/** Trust policies of roles in the directory. Who may assume a role is tested by test/conformance/services/. */
import { expect } from 'chai';
import type { PrincipalInput } from '../../../src/model/contract.ts';
import { testWorld } from '../world.ts';

const ROLE = 'arn:aws:iam::111122223333:role/Worker';
const trust = (more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole', ...more }],
});

describe('the trust policy of a role', () => {
  it('is kept until it is replaced or removed', async () => {
    const { directory } = (await testWorld()).engine;
    const put = (more: Partial<PrincipalInput>) => directory.putPrincipal({ arn: ROLE, accessKey: false, ...more });
    await put({ trustPolicy: trust(), maxSessionDuration: 7200 });
    await put({ tags: { team: 'a' } });
    expect(await directory.principal(ROLE)).to.deep.include({ trustPolicy: trust(), maxSessionDuration: 7200 });
    await put({ trustPolicy: null });
    expect(await directory.principal(ROLE)).to.not.have.property('trustPolicy');
  });

  it('is readable in every version, the default one included', async () => {
    const { engine } = await testWorld();
    const put = (more: Partial<PrincipalInput>) =>
      engine.directory.putPrincipal({ arn: ROLE, accessKey: false, ...more });
    await put({});
    const version = async (number: number): Promise<unknown> => {
      const text = await engine.policyVersion({ kind: 'trust-policy', owner: ROLE, version: number, index: 0 });
      return text === undefined ? undefined : JSON.parse(text);
    };
    expect(await version(0)).to.have.nested.property('Statement[0].Principal.AWS', 'arn:aws:iam::111122223333:root');
    await put({ trustPolicy: trust() });
    expect(await version(0)).to.deep.equal(trust());
    await put({ trustPolicy: trust({ Action: 'sts:*' }) });
    expect([await version(0), await version(1)]).to.deep.equal([trust(), trust({ Action: 'sts:*' })]);
    expect(await version(2)).to.equal(undefined);
  });

  it('is validated', async () => {
    const { directory } = (await testWorld()).engine;
    const refusal = async (input: Partial<PrincipalInput>): Promise<string> => {
      try {
        await directory.putPrincipal({ arn: ROLE, accessKey: false, ...input });
      } catch (error) {
        return (error as Error).message;
      }
      return 'none';
    };
    expect(await refusal({ trustPolicy: trust({ Resource: '*' }) })).to.contain('Resource');
    expect(await refusal({ trustPolicy: trust({ Principal: undefined }) })).to.contain('Principal');
    expect(await refusal({ trustPolicy: trust({ Action: undefined }) })).to.contain('Action');
    expect(await refusal({ trustPolicy: trust({ Sid: 'x'.repeat(2048) }) })).to.contain('2048');
    for (const maxSessionDuration of [3599, 43_201, 4000.5])
      expect(await refusal({ maxSessionDuration })).to.contain('maxSessionDuration');
    const arn = 'arn:aws:iam::111122223333:user/ana';
    expect(await refusal({ arn, trustPolicy: trust() })).to.contain('Only roles');
  });
});
