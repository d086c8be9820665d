import { css } from 'lit';

/** Styles of the label of a member: its name in the API, and the mark of a required one. */
export const labelStyles = css`
  label code.name,
  legend code.name {
    font-weight: 400;
    color: var(--soft);
  }
  .mark {
    font-size: var(--t1);
    font-weight: 400;
    color: var(--soft);
  }
`;
