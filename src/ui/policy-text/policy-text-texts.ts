import { count } from '../kit/format.ts';

/** Every text of the parts that show or complete the text of a policy. */
export const TEXTS = {
  diff: {
    label: 'Changes',
    same: 'No differences.',
    sameContent: 'Only the formatting differs.',
    summary: (removed: number, added: number) => {
      if (removed === 0) return `${linesOf(added)} added.`;
      return added === 0 ? `${linesOf(removed)} removed.` : `${linesOf(removed)} removed, ${linesOf(added)} added.`;
    },
    unchanged: (howMany: number) => (howMany === 1 ? '1 unchanged line' : `${count(howMany)} unchanged lines`),
    /** A screen reader reads these before the line. */
    removed: 'removed:',
    added: 'added:',
  },
  /** What the editor says about a word that it offers. */
  offers: {
    Sid: 'Optional statement ID',
    Effect: 'Allow or Deny',
    Principal: 'Principals',
    NotPrincipal: 'All principals except',
    Action: 'Actions',
    NotAction: 'All actions except',
    Resource: '"*": this key',
    Condition: 'Conditions',
    allActions: 'All KMS actions',
    reEncrypt: 'ReEncryptFrom and ReEncryptTo',
    generateDataKey: 'Data keys and data key pairs',
    setOperator: 'For multivalued keys',
    multivalued: (type: string) => `${type}, multivalued`,
    thisKey: 'This key',
    account: 'Account',
    everyone: 'All principals',
  },
};

function linesOf(howMany: number): string {
  return `${count(howMany)} ${howMany === 1 ? 'line' : 'lines'}`;
}
