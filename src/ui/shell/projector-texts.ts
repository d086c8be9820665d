/** Every text of projector mode. */
export const TEXTS = {
  toggle: 'Projector mode',
  pages: 'Pages',
  pagesLabel: 'Pages of the app',
  on: 'Projector mode is on: large type, no navigation, account numbers and IDs hidden. Text in fields stays readable.',
  onWithoutMask: 'Projector mode is on: large type, no navigation. This browser cannot hide account numbers and IDs.',
  off: 'Projector mode is off.',
};
