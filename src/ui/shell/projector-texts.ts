/** Every text of projector mode. */
export const TEXTS = {
  toggle: 'Projector mode',
  pages: 'Pages',
  pagesLabel: 'Pages of the app',
  on: 'Projector mode is on: large type, no navigation, account numbers, IDs and secret access keys hidden. A large field shows its text while you edit it.',
  onWithoutMask:
    'Projector mode is on: large type, no navigation. This browser cannot hide all account numbers and IDs.',
  off: 'Projector mode is off.',
};
