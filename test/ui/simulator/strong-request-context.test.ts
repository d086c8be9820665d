import { expect } from 'chai';
import '../../../src/ui/simulator/strong-request-context.ts';
import { TEXTS } from '../../../src/ui/simulator/simulator-texts.ts';
import { CHANGE_REQUEST_CONTEXT } from '../../../src/ui/simulator/strong-request-context.ts';
import { factFinding, factValue, REQUEST_FACTS, type RequestFact } from '../../../src/ui/decision/request-facts.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf } from '../fixture.ts';

describe('strong-request-context', () => {
  it('adds the chosen condition key when the button is pressed, not before, and removes it again', async () => {
    const element = await place('strong-request-context', { endpoints: ['vpce-77'] });
    const told: unknown[] = [];
    element.addEventListener(CHANGE_REQUEST_CONTEXT.name, (event) => told.push((event as CustomEvent).detail));
    await expectAccessible(element);
    const select = inside<HTMLSelectElement>(element, '#add');
    select.value = 'aws:SourceVpce';
    // Arrow keys move through the options, and each of them is a change.
    select.dispatchEvent(new Event('change', { bubbles: true }));
    expect(told).to.deep.equal([]);
    inside<HTMLButtonElement>(element, '.add button').click();
    await drawn(element);
    expect(told).to.deep.equal([{ 'aws:SourceVpce': 'vpce-77' }]);
    await expectAccessible(element);
    inside<HTMLButtonElement>(element, '.fact button').click();
    await drawn(element);
    expect(told.at(-1)).to.deep.equal({});
  });

  it('offers the condition keys of services to a service only', async () => {
    const element = await place('strong-request-context');
    const offered = () => allInside<HTMLOptionElement>(element, '#add option').map(({ value }) => value);
    expect(offered()).to.include('kms:ViaService').and.not.to.include('aws:SourceAccount');
    element.service = true;
    await drawn(element);
    expect(offered()).to.include('aws:SourceAccount');
    expect(textOf(element)).to.contain(TEXTS.context.defaults);
  });

  it('shows an error at a value that no request can have', async () => {
    const values = { 'aws:SourceIp': '300.1.1.1', 'aws:CalledVia': [], 'aws:UserAgent': 'aws-cli/2.30' };
    const element = await place('strong-request-context', { values });
    const wrong = allInside(element, '[aria-invalid="true"]').map(({ id }) => id);
    expect(wrong).to.deep.equal(['aws:SourceIp', 'aws:CalledVia']);
    expect(allInside(element, '.finding')).to.have.length(2);
    await expectAccessible(element);
  });

  it('accepts the example of every condition key', () => {
    for (const fact of REQUEST_FACTS) {
      expect(factFinding(fact, factValue(fact, fact.example)), fact.key).to.equal('');
      expect(factFinding(fact, ''), fact.key).not.to.equal('');
    }
    const [ip] = REQUEST_FACTS;
    for (const address of ['::1', '2001:db8::7', '10.0.0.255'])
      expect(factFinding(ip as RequestFact, address)).to.equal('');
    for (const address of ['10.0.0', '256.0.0.1', 'host', '1'])
      expect(factFinding(ip as RequestFact, address)).not.to.equal('');
  });
});
