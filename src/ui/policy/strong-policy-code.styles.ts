/** Styles of the policy editor in the colors of the page. */
import { css } from 'lit';

/** Around the editor. */
export const policyCodeStyles = css`
  :host {
    min-width: 0;
  }
  .place {
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--raised);
  }
  #keys {
    margin-top: 0.25rem;
  }
  #keys:empty {
    display: none;
  }
`;

/** Inside the editor, as it takes its theme. */
export const policyCodeTheme = {
  '&': { minHeight: '16rem', maxHeight: 'min(36rem, 70vh)', color: 'var(--text)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: '3px solid var(--focus)', outlineOffset: '2px', borderRadius: 'var(--radius)' },
  '.cm-scroller': { font: '400 var(--t1) / 1.6 var(--mono)', overflow: 'auto', minHeight: '16rem' },
  '.cm-content': { caretColor: 'var(--text)', padding: '0.5rem 0' },
  '.cm-line': { overflowWrap: 'anywhere' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': {
    backgroundColor: 'var(--sunken)',
    color: 'var(--soft)',
    border: '0',
    borderRight: '1px solid var(--line)',
    minHeight: '100% !important',
  },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--brass-tint)', color: 'var(--text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--brass-tint)',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--brass-tint)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--brass-tint)', outline: '1px solid var(--edge)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--deny-tint)', outline: '1px solid var(--deny)' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--sunken)', border: '1px solid var(--line)', color: 'var(--soft)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface)',
    color: 'var(--text)',
    border: '1px solid var(--edge)',
    borderRadius: 'var(--radius)',
    boxShadow: 'var(--float)',
    maxWidth: 'min(32rem, 90vw)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { font: '400 var(--t1) / 1.4 var(--mono)', maxWidth: '90vw' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    padding: '0.25rem 0.5rem',
    overflowWrap: 'anywhere',
    whiteSpace: 'normal',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--brass)', color: 'var(--on-brass)' },
  '.cm-completionDetail': { fontStyle: 'normal', fontFamily: 'var(--sans)', opacity: '1' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-diagnostic': { fontFamily: 'var(--sans)', padding: '0.4rem 0.6rem' },
  '.cm-diagnosticAction': {
    font: 'inherit',
    fontWeight: '600',
    padding: '0.2rem 0.5rem',
    border: '1px solid var(--brass)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--raised)',
    color: 'var(--brass)',
    cursor: 'pointer',
  },
  '.cm-lint-marker': { content: 'normal', width: '1em', height: '1em', lineHeight: '1', fontFamily: 'var(--sans)' },
  '.cm-lint-marker-error': { content: 'normal' },
  '.cm-lint-marker-warning': { content: 'normal' },
  '.cm-lint-marker-info': { content: 'normal' },
  '.cm-lint-marker-error::before': { content: '"✕"', color: 'var(--deny)', fontWeight: '700' },
  '.cm-lint-marker-warning::before': { content: '"▲"', color: 'var(--warn)' },
  '.cm-lint-marker-info::before': { content: '"•"', color: 'var(--soft)' },
  '.cm-lintRange': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy 1px var(--warn)',
    textUnderlineOffset: '0.2em',
  },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecorationColor: 'var(--deny)' },
  '.cm-lintRange-warning': { backgroundImage: 'none' },
  '.cm-lintRange-info': { backgroundImage: 'none', textDecorationColor: 'var(--soft)' },
  '.cm-panels': { backgroundColor: 'var(--sunken)', color: 'var(--text)' },
  '.cm-textfield': { backgroundColor: 'var(--raised)', border: '1px solid var(--edge)', color: 'var(--text)' },
  '.cm-button': { background: 'var(--raised)', border: '1px solid var(--edge)', color: 'var(--text)' },
  '.cm-searchMatch': { backgroundColor: 'var(--brass-tint)', outline: '1px solid var(--brass)' },
};
