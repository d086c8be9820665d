import { html } from 'lit';
import { whole } from '../kit/whole.ts';

/** Every text of the controls of the simulated clock. */
export const TEXTS = {
  heading: 'Simulated clock',
  /** `time` is bold. */
  now: (time: unknown) => html`${time}, running`,
  paused: (time: unknown) => html`${time}, paused`,
  advancing: (time: unknown) => html`${time}, advancing`,
  hint: 'Rotation, waiting periods and delays follow this clock. Advancing it runs the tasks that are due.',
  pause: 'Pause clock',
  resume: 'Resume clock',
  pausedDone: 'Clock paused.',
  resumedDone: 'Clock resumed.',
  advanceBy: 'Advance by',
  advance: { hour: '+1 hour', day: '+1 day', month: '+30 days', year: '+1 year' },
  advanced: {
    hour: 'Clock advanced by 1 hour.',
    day: 'Clock advanced by 1 day.',
    month: 'Clock advanced by 30 days.',
    year: 'Clock advanced by 365 days.',
  },
  setTo: 'Set to',
  set: 'Set clock',
  setDone: (time: string) => `Clock set to ${time}.`,
  timeMissing: 'Enter a date and a time.',
  jump: 'Jump to next task',
  jumped: (time: string) => `Clock advanced to ${time}, and the tasks due then have run.`,
  noTask: 'No task is scheduled. The clock is unchanged.',
  progress: (target: string) => `Advancing to ${target}`,
  progressElsewhere: (target: string) => `Another tab is advancing the clock to ${target}`,
  stop: 'Stop',
  stopped: 'Advance stopped. The clock keeps the time that it has reached.',
  behind: 'Tasks are due. This list is updated when they have run.',
  upcoming: {
    heading: 'Upcoming tasks',
    none: 'No task is scheduled.',
    more: (count: number) => `Later tasks than these ${count} are not listed.`,
    rotation: 'Automatic rotation',
    deletion: 'Key deletion',
    'material-expiry': 'Imported key material expires',
    'state-change': 'Key becomes ready',
    'key-store-connection': (id: string, isConnecting: boolean) =>
      `Key store ${id} ends ${isConnecting ? 'CONNECTING' : 'DISCONNECTING'}`,
    'tag-propagation': 'Tag change takes effect',
    'alias-propagation': 'Alias change takes effect',
    grantCreated: 'Grant takes effect',
    grantEnded: 'End of grant takes effect',
    'credential-expiry': (principal: string) => `Credentials of ${principal} expire`,
    'quota-increase': (code: string, region: string) => html`Quota increase of ${code} in ${whole(region)} is approved`,
    /** A kind that this version does not know. */
    other: 'Other task',
    awsOwned: (service: string) => `AWS owned key of ${service}`,
  },
  ran: {
    heading: 'Last tasks run',
    none: 'No rotation, deletion or expiration has run.',
    RotateKey: 'Automatic rotation',
    DeleteKey: 'Key deletion',
    DeleteExpiredKeyMaterial: 'Imported key material expired',
  },
  /** A key, by the end of its ID and its Region. `link` is a link. */
  key: (link: unknown, region: string) => html`key ${link} in ${whole(region)}`,
  viewEvent: 'View event',
};
