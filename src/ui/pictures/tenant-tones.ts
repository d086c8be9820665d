/** Tones and patterns of tenants. No two differ in colour alone. */
import { css } from 'lit';

export const tenantTones = css`
  .tone {
    --tone: light-dark(#a3262f, #f08f8c);
    print-color-adjust: exact;
  }
  .tone-1 {
    --tone: light-dark(#1f6b3a, #79c795);
  }
  .tone-2 {
    --tone: light-dark(#1d54a0, #8cb9f2);
  }
  .tone-3 {
    --tone: light-dark(#805300, #e9bd62);
  }
  .tone-4 {
    --tone: light-dark(#6a3a96, #c6a6ea);
  }
  .tone-5 {
    --tone: light-dark(#0f6570, #74c4cf);
  }
  .strip,
  .swatch {
    display: block;
    border: 1px solid var(--tone);
    background-color: var(--raised);
  }
  .swatch {
    display: inline-block;
    width: 1.6em;
    height: 0.9em;
    vertical-align: -0.1em;
  }
  .tone-0 {
    background-image: repeating-linear-gradient(45deg, var(--tone) 0 4px, transparent 4px 8px);
  }
  .tone-1 {
    background-image: radial-gradient(circle, var(--tone) 34%, transparent 38%);
    background-size: 8px 8px;
  }
  .tone-2 {
    background-image: repeating-linear-gradient(0deg, var(--tone) 0 3px, transparent 3px 7px);
  }
  .tone-3 {
    background-image: repeating-linear-gradient(90deg, var(--tone) 0 3px, transparent 3px 8px);
  }
  .tone-4 {
    background-image: conic-gradient(var(--tone) 25%, transparent 0 50%, var(--tone) 0 75%, transparent 0);
    background-size: 10px 10px;
  }
  .tone-5 {
    background-image: repeating-linear-gradient(-45deg, var(--tone) 0 2px, transparent 2px 9px);
  }
  @media (forced-colors: active) {
    .tone {
      --tone: CanvasText;
      forced-color-adjust: none;
      background-color: Canvas;
    }
  }
`;
