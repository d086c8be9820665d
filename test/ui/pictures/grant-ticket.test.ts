/** The picture of lab L08: grants as tickets. */
import { expect } from 'chai';
import { TEXTS } from '../../../src/ui/pictures/grant-ticket-texts.ts';
import { loadGrantTicket } from '../../../src/ui/pictures/load-grant-ticket.ts';
import { allInside, inside, textOf, until } from '../fixture.ts';
import { playLab } from '../../labs/pictures/play-lab.ts';
import { expectBothForms, openPicture } from './played-lab.ts';

const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;

async function ticketsOf({ source }: Awaited<ReturnType<typeof playLab>>) {
  const { keys, now } = await loadGrantTicket(source);
  return { tickets: keys.flatMap(({ tickets }) => tickets), now, names: keys.map(({ name }) => name) };
}

describe('The picture grant-ticket', () => {
  it('has the key without a grant at the start of lab L08', async () => {
    const lab = await playLab('L08');
    const { tickets, names } = await ticketsOf(lab);
    expect({ tickets, names }).to.deep.equal({ tickets: [], names: ['alias/jobs'] });
    const { drawing } = await openPicture(lab);
    expect(textOf(drawing)).to.include(TEXTS.noGrant);
  });

  it('has a call that was denied before the grant was effective, and one that its token allowed', async () => {
    const lab = await playLab('L08');
    await lab.solve('token');
    const { tickets, now } = await ticketsOf(lab);
    const [ticket] = tickets;
    expect(ticket).to.deep.include({
      grantee: role('Batch'),
      operations: ['Decrypt', 'RetireGrant'],
      constraint: { kind: 'equals', pairs: [['job', '7']] },
    });
    expect(ticket?.uses.map(({ operation, outcome }) => [operation, outcome])).to.deep.equal([
      ['Decrypt', 'denied'],
      ['Decrypt', 'token'],
    ]);
    expect((ticket?.effectiveAt ?? 0) - (ticket?.createdAt ?? 0)).to.equal(300_000);
    expect(now).to.be.lessThan(ticket?.effectiveAt ?? 0);
  });

  it('has how each grant ended once lab L08 is solved', async () => {
    const lab = await playLab('L08');
    await lab.solve();
    const { tickets } = await ticketsOf(lab);
    expect(
      tickets.map(({ grantee, constraint, end }) => [grantee, constraint?.kind, end?.operation, end?.caller]),
    ).to.deep.equal([
      [role('Batch'), 'equals', 'RetireGrant', role('Batch')],
      [role('Strict'), 'equals', undefined, undefined],
      [role('Loose'), 'subset', 'RevokeGrant', role('Learner')],
      ['volumes.amazonaws.com', 'subset', 'RetireGrant', 'volumes.amazonaws.com'],
    ]);
    expect(tickets[3]?.uses.map(({ operation }) => operation)).to.deep.equal(['Decrypt']);
  });

  it('has a grant that a principal retires by its token', async () => {
    const lab = await playLab('L08');
    const { strongroom, region } = lab.source;
    const [key] = await strongroom.sandbox.keys.list('111122223333', region);
    const input = { KeyId: key?.arn ?? '', GranteePrincipal: role('Batch'), RetiringPrincipal: role('Loose') };
    const { GrantToken } = await strongroom.kms().createGrant({ ...input, Operations: ['Decrypt'] });
    await strongroom.kms(region, role('Loose')).retireGrant({ GrantToken });
    const { tickets } = await ticketsOf(lab);
    expect(tickets.map(({ end }) => end?.operation)).to.deep.equal(['RetireGrant']);
    expect(tickets[0]?.constraint).to.equal(undefined);
  });

  it('draws tickets, then torn ones, and is accessible in both forms', async () => {
    const lab = await playLab('L08');
    await lab.solve('token');
    const { drawing } = await openPicture(lab);
    await until(() => allInside(drawing, '.ticket').length === 1);
    const { tickets } = await ticketsOf(lab);
    expect(textOf(inside(drawing, '.stub'))).to.include('Needed until');
    expect(textOf(inside(drawing, '.ribbon'))).to.equal('job=7');
    expect(tickets).to.have.length(1);
    await lab.solve();
    await until(() => allInside(drawing, '.torn-off').length === 3);
    expect(allInside(drawing, '.ticket')).to.have.length(4);
    const text = await expectBothForms(drawing);
    expect(text).to.include(TEXTS.tokenVoid).and.to.include(TEXTS.constraint.subset).and.to.include(TEXTS.tokenSpent);
  });
});
