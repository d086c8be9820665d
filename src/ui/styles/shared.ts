/**
 * Styles that every element of the page shares: text, buttons, fields, tables. Adopted by reference, so the browser
 * keeps one copy.
 */
import { css } from 'lit';

/** Box model, headings, links, code, focus. */
export const base = css`
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  h1 {
    /* On a phone a long word, as German has them, fits the line. */
    font-size: min(var(--t4), 6.6vw);
    font-weight: 650;
    line-height: 1.2;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }
  h1 + p {
    margin-top: 0.25rem;
  }
  h2 {
    font-size: var(--t3);
    font-weight: 650;
    line-height: 1.3;
  }
  h3 {
    font-size: var(--t2);
    font-weight: 650;
  }
  /* Labs can be in German, whose words are long. Texts with identifiers get no hyphens that these do not have. */
  :is(h1, h2, h3, th, legend, label, summary, button):lang(de) {
    hyphens: auto;
  }
  /* The name of a Region, which would break at its hyphens. */
  .whole {
    white-space: nowrap;
  }
  a {
    color: var(--brass);
    text-underline-offset: 0.2em;
    text-decoration-thickness: 1px;
  }
  a:hover {
    color: var(--brass-strong);
    text-decoration-thickness: 2px;
  }
  code,
  pre,
  .mono {
    font-family: var(--mono);
    font-size: var(--t1);
    overflow-wrap: anywhere;
  }
  pre {
    margin: 0;
    white-space: pre-wrap;
  }
  .soft {
    color: var(--soft);
  }
  .small {
    font-size: var(--t1);
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  /* Navigation moves the focus to the heading, for screen readers; it is nothing to act on. */
  h1[tabindex='-1']:focus {
    outline: none;
  }
  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
    border-radius: var(--radius);
  }
  /* Important: the tints of the elements are not drawn in this mode. A browser that adjusts colours itself would draw a
     dark plate behind dark text. */
  @media (forced-colors: active) {
    mark {
      forced-color-adjust: none;
      background: Mark !important;
      color: MarkText !important;
    }
  }
`;

/** Buttons, form fields and rows of them. */
export const controls = css`
  button,
  .button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    min-height: var(--target);
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--u);
    padding: 0.3rem 0.9rem;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--raised);
    color: var(--text);
    font-weight: 550;
    text-decoration: none;
    cursor: pointer;
    transition: background var(--quick);
  }
  button:hover:not(:disabled, [aria-disabled='true']),
  .button:hover {
    background: var(--brass-tint);
    border-color: var(--brass);
    color: var(--text);
  }
  button.primary {
    background: var(--brass);
    border-color: var(--brass);
    color: var(--on-brass);
  }
  button.primary:hover:not(:disabled) {
    background: var(--brass-strong);
    border-color: var(--brass-strong);
    color: var(--on-brass);
  }
  button.danger {
    border-color: var(--deny);
    color: var(--deny);
  }
  button.danger:hover:not(:disabled) {
    background: var(--deny-tint);
    border-color: var(--deny);
    color: var(--deny);
  }
  button.plain {
    border-color: transparent;
    background: none;
    color: var(--brass);
    padding-inline: 0.4rem;
  }
  /* A button that works keeps the focus, so it is not disabled meanwhile: it only ignores being pressed. */
  button[aria-disabled='true'],
  button:disabled {
    cursor: not-allowed;
    border-style: dashed;
    background: none;
    color: var(--soft);
  }
  /* Without colours of its own, the page marks what is pressed and what acts by these. */
  @media (forced-colors: active) {
    button[aria-pressed='true'] {
      forced-color-adjust: none;
      /* For what is inside. */
      --text: SelectedItemText;
      --soft: SelectedItemText;
      /* Important: an element that colours its own pressed buttons has no contrast in this mode. */
      border-color: SelectedItem !important;
      background: SelectedItem !important;
      color: SelectedItemText !important;
    }
    button.primary {
      border-width: 4px;
    }
  }
  label,
  legend {
    padding: 0;
    font-weight: 600;
  }
  input:not([type='checkbox'], [type='radio'], [type='file']),
  select,
  textarea {
    width: 100%;
    padding: 0.3rem 0.6rem;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--raised);
  }
  input[type='checkbox'],
  input[type='radio'] {
    width: 1.25rem;
    height: 1.25rem;
    min-height: 0;
    margin: 0.1rem 0 0;
    flex: none;
    accent-color: var(--brass);
  }
  textarea {
    line-height: 1.5;
    resize: vertical;
  }
  textarea.code {
    font: 400 var(--t1) / 1.6 var(--mono);
    tab-size: 2;
  }
  [aria-invalid='true'] {
    border-color: var(--deny) !important;
    border-width: 2px !important;
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--u) * 1.5);
  }
  .stack {
    display: grid;
    gap: calc(var(--u) * 2);
    justify-items: start;
  }
  .stack > * {
    max-width: 100%;
  }
  .field {
    display: grid;
    gap: calc(var(--u) / 2);
    width: 100%;
    max-width: 34rem;
  }
  .choice {
    display: flex;
    gap: 0.6rem;
    align-items: flex-start;
    min-height: var(--target);
    padding: 0.3rem 0;
    font-weight: 400;
    cursor: pointer;
  }
`;

/** Tables with hairlines, and lists of label and value. */
export const tables = css`
  .scroll {
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: calc(var(--u) * 1.25) calc(var(--u) * 2) calc(var(--u) * 1.25) 0;
    border-bottom: 1px solid var(--line);
    text-align: left;
    vertical-align: top;
  }
  th {
    font-size: var(--t1);
    font-weight: 600;
    color: var(--soft);
    white-space: nowrap;
  }
  dl.facts {
    display: grid;
    grid-template-columns: minmax(8rem, max-content) minmax(0, 1fr);
  }
  dl.facts > dt,
  dl.facts > dd {
    padding: calc(var(--u) * 1) 0;
    border-bottom: 1px solid var(--line);
  }
  dl.facts > dt {
    padding-right: calc(var(--u) * 3);
    color: var(--soft);
  }
  dl.facts > dd {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  @container (max-width: 33rem) {
    dl.facts {
      grid-template-columns: minmax(0, 1fr);
    }
    dl.facts > dt {
      border: 0;
      padding-bottom: 0;
      font-size: var(--t1);
    }
    dl.facts > dd {
      padding-top: 0;
    }
  }
`;

/** Tables whose rows stand as blocks on a narrow screen: each cell says by `data-label` what it is. */
export const stackedTables = css`
  @container (max-width: 41rem) {
    thead {
      display: none;
    }
    table,
    caption,
    tbody,
    tr,
    td {
      display: block;
    }
    tr {
      padding: 0.5rem 0;
      border-bottom: 1px solid var(--line);
    }
    td,
    td:first-child {
      display: grid;
      grid-template-columns: 6.5rem minmax(0, 1fr);
      gap: 0.5rem;
      padding: 0.15rem 0.75rem;
      border: 0;
    }
    td::before {
      content: attr(data-label);
      font-size: var(--t1);
      color: var(--soft);
    }
  }
`;
