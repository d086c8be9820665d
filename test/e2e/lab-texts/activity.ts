/** What a learner does on the Activity page. */
import { settled } from '../settled.ts';
import type { Learner } from './learner.ts';

/** An event as the table shows it. */
export interface ShownEvent {
  readonly id: string;
  readonly text: string;
}

/** Filters the events by filter and value, and returns those that the table then shows. */
export async function findEvents(
  learner: Learner,
  filters: Readonly<Record<string, string>>,
): Promise<readonly ShownEvent[]> {
  const { main, page } = learner;
  await learner.opens('Activity');
  for (const [name, value] of Object.entries(filters)) {
    await main.getByRole('combobox', { name: 'Filter' }).selectOption(name);
    const field = main.getByRole('combobox', { name: 'Value' });
    if (name === 'Region' || name === 'Read or write') await field.selectOption(value);
    else if (value !== '') await field.fill(value);
    await main.getByRole('button', { name: 'Add filter' }).click();
    await main.getByRole('button', { name: `Remove filter ${name}` }).waitFor();
  }
  await settled(page);
  const rows = await main.getByRole('table', { name: 'Events' }).getByRole('row').all();
  const events: ShownEvent[] = [];
  for (const row of rows.slice(1)) {
    const address = await row.getByRole('link').first().getAttribute('href');
    const text = ((await row.textContent()) ?? '').replaceAll(/\s+/g, ' ');
    events.push({ id: /event=([\w-]+)/.exec(address ?? '')?.[1] ?? '', text });
  }
  return events;
}
