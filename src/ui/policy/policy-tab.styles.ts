/** Styles of the Key policy tab. */
import { css } from 'lit';

export const policyTabStyles = css`
  .views button[aria-pressed='true'] {
    border-color: var(--brass);
    background: var(--brass-tint);
    font-weight: 650;
  }
  strong-policy-changes,
  strong-key-policy-tests,
  strong-key-policy-versions {
    margin-top: 1rem;
  }
  .kept {
    padding: 0.6rem 0.9rem;
    border-left: 4px solid var(--brass);
    background: var(--raised);
  }
`;
