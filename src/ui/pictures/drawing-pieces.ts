/** Pieces that several pictures draw the same way: the wall of KMS, keys, encrypted data keys, and frames of places. */
import { css } from 'lit';

export const drawingPieces = css`
  :host {
    container-type: inline-size;
  }
  .picture {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.9rem;
    margin-top: 0.5rem;
  }
  .plain-list {
    display: grid;
    gap: 0.75rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  /* The boundary of KMS. */
  .wall {
    padding: 0.6rem 0.75rem 0.75rem;
    border: var(--wall-width) solid var(--wall-fill);
    background: var(--wall-tint);
    print-color-adjust: exact;
  }
  .zone {
    font-size: var(--t1);
    font-weight: 650;
    letter-spacing: 0.02em;
  }
  .wall > .zone {
    color: var(--wall);
  }
  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(12.5rem, 100%), 1fr));
    gap: 0.6rem;
    margin: 0.4rem 0 0;
    padding: 0;
    list-style: none;
  }
  .card {
    display: grid;
    align-content: start;
    gap: 0.2rem;
    min-width: 0;
    padding: 0.5rem 0.65rem;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--raised);
    overflow-wrap: anywhere;
  }
  .card.gone {
    border-style: dashed;
    background: none;
  }
  .name {
    font-weight: 650;
  }
  /* Encrypted data keys and ciphertexts. */
  .sealed {
    padding: 0.1rem 0.45rem;
    border: 1px dotted var(--ciphertext);
    border-radius: var(--radius);
    background: var(--ciphertext-tint);
    color: var(--ciphertext);
    print-color-adjust: exact;
  }
  .sealed strong-icon {
    vertical-align: -0.3em;
  }
  /* What is plaintext outside of the wall. */
  .bare {
    padding: 0.5rem 0.65rem;
    border: 2px dashed var(--plaintext);
    border-radius: var(--radius);
    background: var(--plaintext-tint);
    color: var(--plaintext);
    print-color-adjust: exact;
  }
  .frame {
    min-width: 0;
    padding: 0.6rem 0.75rem 0.75rem;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--raised);
  }
  .missing {
    padding: 0.5rem 0.65rem;
    border: 1px dashed var(--edge);
    border-radius: var(--radius);
    color: var(--soft);
  }
`;
