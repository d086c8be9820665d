/** The page of the Orders app as data. */
import type { OrdersOutcome } from '../../services/orders/orders-types.ts';
import { action, filled, given, numbers, optional, text, wholeNumber } from './action-fields.ts';
import type { ServicePage } from './service-action.ts';
import { TEXTS } from './services-texts.ts';

const DATA_KEY_TEXTS = { cached: TEXTS.cached, fetched: TEXTS.fetched, none: TEXTS.noDataKey };

/** Says what the app did, or throws the error of KMS that stopped it. */
function outcomeText({ ok, cause, dataKey, id, text: read }: OrdersOutcome): string {
  if (!ok) throw cause;
  return [
    ...(id === undefined ? [] : [TEXTS.order(id)]),
    ...(read === undefined ? [] : [read]),
    TEXTS.dataKey(DATA_KEY_TEXTS[dataKey]),
  ].join(' ');
}

/** The Orders app. */
export const ordersPage: ServicePage = {
  async load({ orders: app }) {
    const { orders: stored, dataKey } = await app.state();
    const state = dataKey === undefined ? TEXTS.noMemory : TEXTS.memory(Math.floor(dataKey.ageSeconds), dataKey.uses);
    return { rows: stored.map((id) => [id]), state };
  },
  actions: [
    action(
      'start',
      [text('KeyId'), optional('tenant', 'OptionalTenant'), wholeNumber('maxUses', 1), wholeNumber('maxAgeSeconds', 1)],
      async ({ orders: app }, values, by) => {
        const limits = numbers(values, 'maxUses', 'maxAgeSeconds');
        const start = { ...by, KeyId: given(values, 'KeyId'), ...filled(values, 'tenant'), ...limits };
        return outcomeText(await app.start(start));
      },
    ),
    action('write', [text('text')], async ({ orders: app }, values) =>
      outcomeText(await app.write({ text: given(values, 'text') })),
    ),
    action('read', [{ name: 'id', label: 'orderId' }], async ({ orders: app }, values) =>
      outcomeText(await app.read({ id: given(values, 'id') })),
    ),
    action('restart', [], async ({ orders: app }) => outcomeText(await app.restart())),
  ],
};
