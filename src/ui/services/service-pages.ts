/** The pages of services as data: one row each. */
import { objectStorePage } from './object-store-page.ts';
import { ordersPage } from './orders-page.ts';
import { secretStorePage } from './secret-store-page.ts';
import type { ServicePage } from './service-action.ts';
import { TEXTS, type ServiceId } from './services-texts.ts';
import { tenantTablePage } from './tenant-table-page.ts';
import { volumesPage } from './volumes-page.ts';

/** Programs write the ledger, and the table shows every entry. */
const ledgerPage: ServicePage = {
  async load({ ledger: entries }) {
    const all = await entries.list();
    const rows = all.map(({ kind, id, program, createdAt: _created, updatedAt: _updated, ...members }) => {
      const shown = Object.entries(members).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
      return [kind, id, program, shown.join(', ')];
    });
    return { rows, state: TEXTS.ledgerState };
  },
  actions: [],
};

/** The table. */
export const SERVICE_PAGES: Readonly<Record<ServiceId, ServicePage>> = {
  'object-store': objectStorePage,
  'tenant-table': tenantTablePage,
  'secret-store': secretStorePage,
  orders: ordersPage,
  volumes: volumesPage,
  ledger: ledgerPage,
};

/** Methods that no page calls, and why: the reason is part of the text of the page. */
export const METHODS_OF_PROGRAMS: ReadonlySet<string> = new Set(['ledger.put', 'ledger.update', 'ledger.get']);
