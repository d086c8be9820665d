/** Texts of the choice of a caller. */
export const TEXTS = {
  groups: {
    user: 'Users',
    role: 'Roles',
    session: 'Role sessions',
    federated: 'Federated users',
    root: 'Root user',
    account: (account: string) => `Account ${account}`,
    services: 'AWS services',
  },
  form: {
    label: 'Other principal',
    hint: 'Enter the ARN of a role session or federated user, or a service principal. Examples: arn:aws:sts::111122223333:assumed-role/Learner/monday, sns.amazonaws.com',
    notACaller:
      'Enter the ARN of a user, role, role session, federated user or root user, or a service principal such as sns.amazonaws.com.',
    noSuchRole: 'This role does not exist in this sandbox.',
    noSuchPrincipal: 'No principal with this ARN exists in this sandbox.',
    create: 'Create it in the Directory',
    choose: 'Use this principal',
  },
};
