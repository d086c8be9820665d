/** The language of numbers, dates and plurals. */
export const LOCALE = 'en';

/** Words that several features use, each for the same thing. */
export const WORDS = {
  add: 'Add',
  cancel: 'Cancel',
  change: 'Change',
  close: 'Close',
  copy: 'Copy',
  delete: 'Delete',
  details: 'Details',
  edit: 'Edit',
  filter: 'Filter',
  loading: 'Loading…',
  reloadPage: 'Reload page',
  remove: 'Remove',
  reset: 'Reset',
  save: 'Save',
  tryAgain: 'Try again',
};

/** Every text of the elements that all features use. */
export const TEXTS = {
  format: {
    /** `formatted` is `count` with separators. */
    bytes: (count: number, formatted: string) => `${formatted} ${count === 1 ? 'byte' : 'bytes'}`,
    keyIdEnding: (end: string) => `key ID ending ${end}`,
    unknownState: 'Unknown',
  },
  bytes: {
    what: 'bytes',
    formatOf: (what: string) => `Format of ${what}`,
    formats: { hex: 'hex', base64: 'base64', text: 'text', PEM: 'PEM' },
    inFormat: (what: string, format: string) => `${what} as ${format}`,
    showAll: (count: string) => `Show all ${count} bytes`,
    notShown: (bytes: string) => `${bytes} more not shown`,
  },
  copy: {
    label: (what: string) => `Copy ${what}`,
    /** The visible words come first, so that speech control finds the button by them. */
    visibleLabel: (visible: string, what: string) => `${visible}: ${what}`,
    copied: 'Copied',
    failed: 'Copy failed',
  },
  fileDrop: {
    label: 'Drop a file here, or',
    action: 'Choose a file',
    foldersIgnored: 'Folders are not read. Drop the files of the folder instead.',
    notLoaded: 'This part of the page could not be loaded. Reload the page, then drop the files again.',
    noFiles: 'The folder contains no files.',
    folderUnreadable: (reason: string) => `The folder cannot be read: ${reason}`,
    tooMany: (max: string) => `At most ${max} files at once: the others are left out.`,
    onlyFirst: (name: string) => `One file at a time: only ${name} is used.`,
  },
  pairs: {
    label: 'Pairs',
    add: 'Add pair',
    name: (number: number) => `Name ${number}`,
    value: (number: number) => `Value ${number}`,
    remove: (name: string) => `Remove ${name}`,
    removeUnnamed: (number: number) => `Remove pair ${number}`,
    nameMissing: 'Enter a name for this value, or remove the pair.',
    nameUsedTwice: (name: string) => `The name “${name}” is used twice. Change one, or remove the pair.`,
  },
  progress: {
    doneOf: (done: string, total: string) => `${done} of ${total}`,
  },
  toast: {
    region: 'Confirmations',
    undo: 'Undo',
    undoOf: (text: string) => `Undo: ${text}`,
    dismiss: (text: string) => `Close: ${text}`,
    spokenWithUndo: (text: string) => `${text} Undo is available at the end of the page.`,
    notUndone: (reason: string) => `Not undone: ${reason}`,
  },
  switch: {
    button: (what: string, value: string) => `${what}: ${value}. Change`,
    heading: (what: string) => `Choose ${/^(?:a|e|i|o)/i.test(what) ? 'an' : 'a'} ${what}`,
    noChoices: 'There are no choices.',
    noMatches: (filter: string) => `No matches for “${filter}”.`,
  },
};
