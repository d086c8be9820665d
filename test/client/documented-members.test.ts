/** The document of the sandbox API against the object: a member that it does not name fails here. */
import { expect } from 'chai';
import { createStrongroom } from '../../src/memory.ts';
import { DEFAULT_SETTINGS } from '../../src/engine/settings.ts';
import sandboxApi from '../../docs/sandbox-api.md?raw';
import services from '../../docs/services.md?raw';

const document = `${sandboxApi}\n${services}`;

/** The paths of all functions in `value`, as `clock.advance`. */
function functionsIn(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
    if (typeof member === 'function') return [`${prefix}${name}`];
    return typeof member === 'object' && member !== null ? functionsIn(member, `${prefix}${name}.`) : [];
  });
}

/** Whether a code span of the document begins with a call of `name`. */
const isNamed = (name: string): boolean => document.includes(`\`${name}(`);

describe('docs/sandbox-api.md', () => {
  const { sandbox, ...others } = createStrongroom();

  it('names every member of strongroom', () => {
    const members = functionsIn(others);
    expect(members).to.include.members(['kms', 'onChange', 'envelope.decrypt']);
    expect(members.filter((name) => !isNamed(name))).to.deep.equal([]);
  });

  it('names every member of strongroom.sandbox', () => {
    const members = functionsIn(sandbox);
    expect(members).to.include.members(['reset', 'clock.advance', 'checkPolicy']);
    expect(members.filter((name) => !isNamed(name))).to.deep.equal([]);
  });

  it('names every setting', () => {
    expect(Object.keys(DEFAULT_SETTINGS).filter((name) => !document.includes(`| \`${name}\``))).to.deep.equal([]);
  });
});
