/**
 * The pieces that pictures are made of. Each meaning has a border, a pattern and a word: the wall of KMS, plaintext,
 * encrypted data key, ciphertext, and the ribbon of an encryption context.
 */
import { css } from 'lit';

export const pieces = css`
  :host {
    container-type: inline-size;
  }
  .drawing ul,
  .drawing ol:not(.text) {
    list-style: none;
  }
  .drawing h3 {
    font-size: var(--t1);
    letter-spacing: 0.01em;
  }
  ul.text,
  ol.text {
    display: grid;
    gap: 0.35rem;
    margin-block: 0.5rem;
    padding-inline-start: 2rem;
  }
  .drawing ul.text,
  .drawing .text ul {
    list-style: disc;
  }
  .text ul {
    padding-inline-start: 1.2rem;
  }
  .text li {
    overflow-wrap: anywhere;
  }

  .wall {
    padding: 0.75rem 0.9rem;
    border: var(--wall-width) solid var(--wall-fill);
    background: var(--wall-tint);
  }
  .wall > h3 {
    color: var(--wall);
  }
  .zone {
    padding: 0.75rem 0.9rem;
    border: 1px solid var(--edge);
  }

  .piece {
    display: grid;
    grid-template-columns: 1.5rem minmax(0, 1fr);
    gap: 0.1rem 0.6rem;
    align-content: start;
    padding: 0.45rem 0.7rem;
    border: 2px solid var(--line);
    background: var(--surface);
  }
  .piece > strong-icon {
    width: 1.5rem;
    height: 1.5rem;
  }
  .piece > :not(strong-icon, b) {
    grid-column: 2;
    min-width: 0;
  }
  .piece b {
    font-weight: 650;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }
  .piece small {
    font-size: var(--t1);
    line-height: 1.35;
    color: var(--soft);
    overflow-wrap: anywhere;
  }
  .piece .mono {
    color: var(--text);
  }
  .held {
    border-color: var(--wall);
  }
  .held > :is(b, strong-icon) {
    color: var(--wall);
  }
  .bare {
    border: 2px dashed var(--plaintext);
    background: var(--plaintext-tint);
  }
  .bare > :is(b, strong-icon) {
    color: var(--plaintext);
  }
  .edk {
    border-color: var(--ciphertext);
    background: repeating-linear-gradient(
        135deg,
        transparent 0 6px,
        color-mix(in srgb, var(--ciphertext) 16%, transparent) 6px 7px
      )
      var(--ciphertext-tint);
  }
  .cipher {
    border: 2px dotted var(--ciphertext);
    background: radial-gradient(
        circle at 1px 1px,
        color-mix(in srgb, var(--ciphertext) 28%, transparent) 1px,
        transparent 1.4px
      )
      0 0 / 7px 7px var(--ciphertext-tint);
  }
  :is(.edk, .cipher) > :is(b, strong-icon) {
    color: var(--ciphertext);
  }
  /* Words over a pattern stay readable on a plain ground. */
  :is(.edk, .cipher) > :is(b, small, .mono) {
    justify-self: start;
    padding-inline: 0.2rem;
    margin-inline-start: -0.2rem;
    background: var(--ciphertext-tint);
  }
  .vacant {
    padding: 0.6rem 0.75rem;
    border: 1px dashed var(--edge);
    color: var(--soft);
    font-size: var(--t1);
  }
  .over > :is(b, strong-icon) {
    color: var(--soft);
  }
  .over > b {
    text-decoration: line-through;
  }
  .over {
    border: 1px solid var(--line);
    background: none;
  }

  .marks {
    margin-top: 0.3rem;
  }
  .marks li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 0.35rem;
    font-size: var(--t1);
    color: var(--text);
    overflow-wrap: anywhere;
  }
  .ok {
    color: var(--ok);
  }
  .no {
    color: var(--deny);
  }

  .ribbon {
    display: flex;
    flex-wrap: wrap;
    gap: 0.35rem 0;
    margin: 0;
    padding: 0;
    font: 400 0.8125rem / 1.4 var(--mono);
  }
  .ribbon li {
    display: flex;
    align-items: center;
    max-width: 100%;
  }
  .ribbon span {
    position: relative;
    min-width: 0;
    padding: 0.1rem 0.5rem 0.1rem 1.15rem;
    border: 1px solid var(--context);
    background: var(--context-tint);
    color: var(--context);
    overflow-wrap: anywhere;
  }
  /* The hole of the tag, and the thread that runs through the tags. */
  .ribbon span::before {
    content: '';
    position: absolute;
    inset: calc(50% - 0.2rem) auto auto 0.4rem;
    width: 0.4rem;
    height: 0.4rem;
    border: 1px solid var(--context);
    border-radius: 50%;
    background: var(--surface);
  }
  .ribbon li::after {
    content: '';
    flex: none;
    width: 0.9rem;
    border-top: 2px solid var(--context);
  }
  .ribbon .torn span {
    border: 1px dashed var(--deny);
    background: var(--deny-tint);
    color: var(--deny);
  }
  .ribbon .torn::after {
    border-top: 2px dotted var(--deny);
  }
  .ribbon .missing span {
    text-decoration: line-through;
  }
`;
