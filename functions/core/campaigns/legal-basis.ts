/**
 * What the law asks for where a signature shows a political opinion (GDPR), if a group names nothing else. Pages say it in
 * their own language.
 */
export const LEGAL_BASIS = 'your consent (GDPR, Articles 6(1)(a) and 9(2)(a))';
