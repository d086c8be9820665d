/** Services of another tab, whose calls stop where the call of a first one can come in between. */
import type { StrongroomLibrary } from '../../src/memory.ts';
import type { ServiceRecordChanges, ServiceRecordName } from '../../src/model/service-records.ts';
import { createServices } from '../../src/services/services.ts';
import type { Services } from '../../src/services/service-methods.ts';

/** Where a call stops: before its first change, or its first read, of a record in the scope. */
export interface Stop {
  readonly before: 'change' | 'get';
  readonly scope: string;
}

/** Creates services that do `meanwhile` once, where they stop. */
export function otherTab(strongroom: StrongroomLibrary, stop: Stop, meanwhile: () => Promise<unknown>): Services {
  const { serviceRecords } = strongroom.sandbox;
  let isDone = false;
  const pause = async (call: Stop['before'], scopes: readonly string[]): Promise<void> => {
    if (isDone || call !== stop.before || !scopes.includes(stop.scope)) return;
    isDone = true;
    await meanwhile();
  };
  const list: typeof serviceRecords.list = (query) => serviceRecords.list(query);
  const get = async (name: ServiceRecordName) => {
    await pause('get', [name.scope]);
    return serviceRecords.get(name);
  };
  const change = async (given: ServiceRecordChanges) => {
    await pause(
      'change',
      given.changes.map(({ scope }) => scope),
    );
    return serviceRecords.change(given);
  };
  return createServices({ ...strongroom, sandbox: { ...strongroom.sandbox, serviceRecords: { get, list, change } } });
}
