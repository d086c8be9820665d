/**
 * The second half of the drawing of the envelope picture: applied after `pictureStyles`, whose rules it may override.
 */
import { css } from 'lit';

export const pictureDetailStyles = css`
  .ribbon li {
    padding: 0 0.4rem;
    background: var(--context-tint);
    border: 1px solid var(--context);
    border-radius: 0 0.7rem 0.7rem 0;
    overflow-wrap: anywhere;
  }
  .ribbon .word {
    padding: 0;
    border: 0;
    background: none;
    font-family: var(--sans);
    font-size: var(--t1);
  }

  .arrow {
    --way: 1;
    position: relative;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 0 0.35rem;
    padding: 0 0.4rem 0.6rem;
    font-size: var(--t1);
    line-height: 1.25;
    color: var(--soft);
  }
  .arrow::after {
    content: '';
    position: absolute;
    inset: auto 0 0 0;
    height: 11px;
    background: currentColor;
    clip-path: polygon(
      0 4.5px,
      calc(100% - 11px) 4.5px,
      calc(100% - 11px) 0,
      100% 5.5px,
      calc(100% - 11px) 11px,
      calc(100% - 11px) 6.5px,
      0 6.5px
    );
  }
  .arrow.back::after {
    transform: scaleX(-1);
  }
  .arrow.on {
    color: var(--text);
  }
  .arrow.bare.on {
    color: var(--plaintext);
  }
  .arrow.locked.on {
    color: var(--ciphertext);
  }
  .un .arrow {
    padding-inline: 1rem;
    justify-content: center;
    grid-template-columns: auto auto;
  }
  .number {
    display: inline-grid;
    place-items: center;
    width: 1.5em;
    height: 1.5em;
    border: 1px solid currentColor;
    border-radius: 50%;
    font-size: 0.8125rem;
    font-weight: 650;
    line-height: 1;
  }
  .now .number,
  .number.now {
    background: var(--brass);
    border-color: var(--brass);
    color: var(--on-brass);
  }
  .now {
    outline: 3px solid var(--brass);
    outline-offset: 3px;
  }
  .arrow.now,
  .number.now {
    outline: 0;
    font-weight: 600;
  }

  .steps {
    display: flex;
    flex-wrap: wrap;
    margin-top: 0.5rem;
    border-bottom: 1px solid var(--line);
  }
  .steps button {
    flex: 1 1 auto;
    gap: 0.4rem;
    padding: 0.25rem 0.6rem;
    border: 0;
    border-bottom: 3px solid transparent;
    border-radius: 0;
    background: none;
    font-size: var(--t1);
    color: var(--soft);
  }
  .steps button[aria-current] {
    border-color: var(--brass);
    color: var(--text);
  }
  figcaption {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    justify-content: space-between;
    gap: 0.25rem 1.5rem;
    padding-top: 0.4rem;
  }
  figcaption p {
    flex: 1 1 24rem;
  }
  .textform {
    padding: 1rem 1rem 1rem 2.5rem;
    border: 1px solid var(--edge);
    display: grid;
    gap: 0.6rem;
  }

  @container (max-width: 58rem) {
    /* As wide as the longest word on an arrow, which has its number above it. */
    .drawing {
      grid-template-columns: minmax(0, 1fr) 7.25rem minmax(0, 1.08fr) 5.5rem minmax(0, 1fr);
    }
    :is(.ga, .gb) .arrow {
      grid-template-columns: minmax(0, 1fr);
    }
    .cell {
      padding-inline: 0.5rem;
    }
    .kt {
      padding-inline: calc(0.5rem + var(--wall-width));
    }
  }
  @container (max-width: 48rem) {
    .drawing {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: none;
      grid-template-areas: 'pl' 'pt' 'pb' 'ga' 'kl' 'kt' 'gb' 'un' 'sl' 'st' 'sb';
    }
    .zone.program {
      grid-area: 1 / 1 / 4 / 2;
    }
    .zone.kms {
      grid-area: 5 / 1 / 7 / 2;
    }
    .zone.storage {
      grid-area: 9 / 1 / 12 / 2;
    }
    .cell {
      padding-inline: 0.75rem;
    }
    .kt {
      padding-inline: calc(0.75rem + var(--wall-width));
    }
    .ga,
    .gb,
    .un {
      padding: 0.6rem 1rem;
      gap: 0.6rem;
      justify-items: start;
    }
    .gb {
      padding-bottom: 0;
    }
    :is(.ga, .gb) .arrow {
      grid-template-columns: auto minmax(0, 1fr);
    }
    .arrow,
    .un .arrow {
      padding: 0.1rem 0 0.1rem 1.5rem;
      justify-content: start;
    }
    .arrow::after {
      inset: 0 auto 0 0;
      width: 11px;
      height: auto;
      clip-path: polygon(
        4.5px 0,
        6.5px 0,
        6.5px calc(100% - 9px),
        11px calc(100% - 9px),
        5.5px 100%,
        0 calc(100% - 9px),
        4.5px calc(100% - 9px)
      );
    }
    .arrow.back::after {
      transform: scaleY(-1);
    }
    .steps button {
      flex-basis: 30%;
      justify-content: start;
    }
  }
  @media (forced-colors: active) {
    .steps button {
      border-color: Canvas;
    }
    .steps button[aria-current] {
      border-color: Highlight;
    }
    .arrow::after {
      forced-color-adjust: none;
      background: CanvasText;
    }
  }
`;
