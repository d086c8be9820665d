/** The drawing of the envelope picture: three zones side by side, one above the other on a narrow screen. */
import { css } from 'lit';

export const pictureStyles = css`
  :host {
    container-type: inline-size;
  }
  .drawing {
    display: grid;
    grid-template-columns: minmax(0, 1.1fr) 10.5rem minmax(0, 1fr) 8.5rem minmax(0, 1.1fr);
    grid-template-rows: auto minmax(10rem, auto) 0.25rem minmax(9rem, auto);
    grid-template-areas:
      'pl .  kl .   sl'
      'pt ga kt gb  st'
      '.  .  .  .   .'
      'pb un un un  sb';
  }
  .zone {
    z-index: 0;
    border: 1px solid var(--edge);
  }
  .zone.program {
    grid-area: 1 / 1 / -1 / 2;
  }
  .zone.kms {
    grid-area: 1 / 3 / 3 / 4;
    border: var(--wall-width) solid var(--wall-fill);
    background: var(--wall-tint);
  }
  .zone.storage {
    grid-area: 1 / 5 / -1 / 6;
  }
  .label {
    z-index: 1;
    padding: 0.4rem 1rem 0;
    font-size: var(--t1);
    font-weight: 650;
    letter-spacing: 0.01em;
  }
  .label.program {
    grid-area: pl;
  }
  .label.kms {
    grid-area: kl;
    padding: calc(0.4rem + var(--wall-width)) calc(1rem + var(--wall-width)) 0;
    color: var(--wall);
  }
  .label.storage {
    grid-area: sl;
  }
  .cell {
    z-index: 1;
    min-width: 0;
    padding: 0.5rem 1rem 0.75rem;
    display: grid;
    align-content: center;
    gap: 0.5rem;
  }
  .pt {
    grid-area: pt;
  }
  .kt {
    grid-area: kt;
    padding: 0.5rem calc(1rem + var(--wall-width)) calc(0.5rem + var(--wall-width));
  }
  .st {
    grid-area: st;
  }
  .pb {
    grid-area: pb;
  }
  .sb {
    grid-area: sb;
  }
  .ga {
    grid-area: ga;
  }
  .gb {
    grid-area: gb;
  }
  .un {
    grid-area: un;
  }
  .ga,
  .gb,
  .un {
    z-index: 1;
    display: grid;
    align-content: center;
    gap: 1.25rem;
  }

  .thing {
    display: grid;
    grid-template-columns: 1.5rem minmax(0, 1fr);
    gap: 0.1rem 0.6rem;
    padding: 0.4rem 0.7rem;
    border: 2px solid;
    background: var(--surface);
    min-height: 4.6rem;
    align-content: start;
    transition:
      opacity var(--quick),
      background var(--quick);
  }
  .thing strong-icon {
    width: 1.5rem;
    height: 1.5rem;
  }
  .thing b {
    font-weight: 650;
    line-height: 1.35;
  }
  .thing small {
    grid-column: 2;
    font-size: var(--t1);
    color: var(--soft);
    line-height: 1.35;
  }
  .thing .bytes {
    grid-column: 2;
    font: 400 0.8125rem/1.35 var(--mono);
    color: var(--text);
    overflow-wrap: anywhere;
  }
  .plaintext {
    border-color: var(--plaintext);
    border-style: dashed;
    background: var(--plaintext-tint);
  }
  .plaintext b,
  .plaintext strong-icon {
    color: var(--plaintext);
  }
  .cipher {
    border-color: var(--ciphertext);
    border-style: dotted;
    background: radial-gradient(
        circle at 1px 1px,
        color-mix(in srgb, var(--ciphertext) 28%, transparent) 1px,
        transparent 1.4px
      )
      0 0 / 7px 7px var(--ciphertext-tint);
  }
  .edk {
    border-color: var(--ciphertext);
    border-style: solid;
    background: repeating-linear-gradient(
        135deg,
        transparent 0 6px,
        color-mix(in srgb, var(--ciphertext) 16%, transparent) 6px 7px
      )
      var(--ciphertext-tint);
  }
  .cipher b,
  .edk b,
  .cipher strong-icon,
  .edk strong-icon {
    color: var(--ciphertext);
  }
  /* Words over a pattern stay readable on a plain ground. */
  .cipher > :is(b, small, .bytes),
  .edk > :is(b, small, .bytes) {
    background: var(--ciphertext-tint);
    justify-self: start;
    padding-inline: 0.2rem;
    margin-inline-start: -0.2rem;
  }
  .held {
    border-color: var(--wall);
    border-style: solid;
    background: var(--surface);
  }
  .held b,
  .held strong-icon {
    color: var(--wall);
  }
  .file {
    border-color: var(--edge);
    border-width: 1px;
  }
  .empty {
    border-color: var(--line);
    border-style: solid;
    border-width: 1px;
    background: none;
  }
  .empty :is(b, small, strong-icon) {
    color: var(--soft);
    background: none;
  }
  .wiped .bytes {
    text-decoration: line-through;
    text-decoration-thickness: 2px;
    color: var(--soft);
  }
  .wiped {
    background: none;
  }

  .ribbon {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2rem 0.5rem;
    list-style: none;
    border-left: 3px solid var(--context);
    padding-left: 0.6rem;
    font: 400 0.8125rem/1.4 var(--mono);
    color: var(--context);
  }
`;
