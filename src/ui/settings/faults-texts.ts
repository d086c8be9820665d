import type { FaultComponent } from '../../model/faults.ts';

/** Every text of the dialog about faults. */
export const TEXTS = {
  heading: 'Simulate faults',
  lead: 'A fault makes storage or the clock fail in this tab, so that you can see how calls fail and recover. Other tabs are not affected. A fault ends when you clear it, reset the sandbox or close this tab.',
  components: {
    storage: 'Storage',
    clock: 'Clock of this device',
    cloudhsm: 'CloudHSM',
    'xks-proxy': 'External key store proxy',
  } satisfies Readonly<Record<FaultComponent, string>>,
  options: {
    commits: 'Number of commits (optional)',
    milliseconds: 'Milliseconds',
    seconds: 'Seconds',
  } as Readonly<Record<string, string>>,
  isSet: 'set',
  set: 'Set fault',
  clear: 'Clear fault',
  setFault: (name: string) => `Set fault ${name}`,
  clearFault: (name: string) => `Clear fault ${name}`,
};
