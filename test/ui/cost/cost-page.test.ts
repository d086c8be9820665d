import { expect } from 'chai';
import '../../../src/ui/cost/cost-page.ts';
import { TEXTS } from '../../../src/ui/cost/cost-texts.ts';
import type { StrongWorkloadForm } from '../../../src/ui/cost/strong-workload-form.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, type, until } from '../fixture.ts';

type Page = HTMLElementTagNameMap['strong-cost-page'];

async function open(context: PageContext, query = ''): Promise<Page> {
  const page = await place('strong-cost-page', { context, query: new URLSearchParams(query) });
  await until(() => allInside(page, '#total').length === 1);
  return page;
}

/** A context whose clock is at the end of a month with one key. */
async function afterOneMonth(): Promise<PageContext> {
  const context = pageContext();
  const { clock } = context.strongroom.sandbox;
  const now = await clock.now();
  await clock.set(new Date(Date.UTC(now.getUTCFullYear() + 1, 0, 1)));
  await newKey(context);
  await clock.pause();
  await clock.set(new Date(Date.UTC(now.getUTCFullYear() + 1, 1, 1)));
  return context;
}

const choose = (page: Page, selector: string, value: string): void => {
  const field = inside<HTMLSelectElement>(page, selector);
  field.value = value;
  field.dispatchEvent(new Event('change', { bubbles: true }));
};

async function form(page: Page): Promise<StrongWorkloadForm> {
  await until(() => allInside(page, 'strong-workload-form').length === 1);
  const found = inside<StrongWorkloadForm>(page, 'strong-workload-form');
  await until(() => found.estimate !== undefined);
  await drawn(found);
  return found;
}

describe('strong-cost-page', () => {
  it('is accessible with its tables, plot and form', async () => {
    const page = await open(await afterOneMonth());
    const plot = inside(page, 'strong-day-plot');
    await until(() => allInside(plot, 'canvas').length === 1);
    const workload = await form(page);
    inside<HTMLInputElement>(workload, '[name=cache]').click();
    await until(() => allInside(workload, '[name=maxAge]').length === 1);
    for (const element of [page, plot, inside(page, 'strong-price-list')])
      for (const details of allInside<HTMLDetailsElement>(element, 'details')) details.open = true;
    await expectAccessible(page);
  });

  it('shows the current month if that of the address does not exist', async () => {
    const context = await afterOneMonth();
    for (const month of ['0000-01', '1969-12', '2026-13', 'May']) {
      const page = await open(context, `month=${month}`);
      expect(allInside(page, 'strong-problem'), month).to.have.length(0);
      expect(textOf(inside(page, '#total')), month).to.contain('February');
    }
  });

  it('shows the month of the address, and the lines of the dimension that is chosen', async () => {
    const context = await afterOneMonth();
    const year = (await context.strongroom.sandbox.clock.now()).getUTCFullYear();
    const page = await open(context, `month=${year}-01`);
    expect(textOf(page)).to.match(/Total\s*\$1\.00/);
    expect(inside(page, '#total').textContent).to.contain(`January ${year}`);
    choose(page, '#by', 'operation');
    await drawn(page);
    const lines = inside(page, 'strong-cost-lines');
    await drawn(lines);
    const names = allInside(lines, 'tbody th').map((cell) => cell.textContent.trim());
    expect(names).to.deep.equal([TEXTS.lines.without.operation, 'CreateKey']);
    expect(location.hash).to.equal(`#/cost?month=${year}-01&by=operation`);
  });

  it('names the prices that are inferred, by the data of the table', async () => {
    const page = await open(pageContext());
    const list = inside<HTMLElementTagNameMap['strong-price-list']>(page, 'strong-price-list');
    expect(textOf(list)).to.contain('List prices in USD of 2026');
    const inferred = () => allInside(list, '[data-evidence=inferred]').length;
    const before = inferred();
    expect(before).to.be.greaterThan(0);
    list.prices = { ...list.prices, keyMonth: { micros: 2_000_000, evidence: 'inferred' } };
    await drawn(list);
    expect(inferred()).to.equal(before + 1);
    expect(textOf(list)).to.contain('$2.00');
  });

  it('estimates what the form says, with and without the cache', async () => {
    const page = await open(pageContext());
    const workload = await form(page);
    const field = inside<HTMLInputElement>(workload, '#callsPerSecond');
    type(field, '100');
    await until(() => workload.estimate?.messageCount === 262_800_000);
    expect(workload.uncached).to.equal(undefined);
    inside<HTMLInputElement>(workload, '[name=cache]').click();
    await until(() => workload.uncached !== undefined);
    expect(workload.estimate?.requestCount).to.equal(2_628_000);
    expect(workload.uncached?.requestCount).to.equal(262_800_000);
    await drawn(workload);
    expect(textOf(workload)).to.contain('$8.82');
    type(field, '-1');
    await drawn(workload);
    expect(textOf(workload)).to.contain(TEXTS.estimate.invalid);
    expect(textOf(workload)).not.to.contain('$8.82');
  });
});
