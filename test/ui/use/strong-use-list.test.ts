import { expect } from 'chai';
import '../../../src/ui/use/strong-use-list.ts';
import type { EventOf } from '../../../src/ui/kit/typed-event.ts';
import type { CHOOSE_USE } from '../../../src/ui/use/strong-use-list.ts';
import { allInside, drawn, expectAccessible, inside, next, place } from '../fixture.ts';

const LINKS = [
  { operation: 'GenerateDataKey', href: '#/a' },
  { operation: 'GenerateDataKeyWithoutPlaintext', href: '#/b' },
];

describe('strong-use-list', () => {
  it('links every operation, and names the present one', async () => {
    const list = await place('strong-use-list', { links: LINKS, current: 'GenerateDataKey' });
    await expectAccessible(list);
    expect(
      allInside<HTMLAnchorElement>(list, 'a').map((a) => [
        a.getAttribute('href'),
        a.textContent,
        a.getAttribute('aria-current'),
      ]),
    ).to.deep.equal([
      ['#/a', 'GenerateDataKey', 'true'],
      ['#/b', 'GenerateDataKeyWithoutPlaintext', null],
    ]);
  });

  it('is one choice where there is no room, which follows the present operation', async () => {
    const list = await place('strong-use-list', { links: LINKS, current: 'GenerateDataKey' });
    const select = inside<HTMLSelectElement>(list, 'select');
    const told = next(list, 'strong-choose');
    select.value = '#/b';
    select.dispatchEvent(new Event('change'));
    expect(((await told) as EventOf<typeof CHOOSE_USE>).detail.href).to.equal('#/b');
    list.current = 'GenerateDataKeyWithoutPlaintext';
    await drawn(list);
    expect(select.value).to.equal('#/b');
    list.current = 'GenerateDataKey';
    await drawn(list);
    expect(select.value).to.equal('#/a');
  });
});
