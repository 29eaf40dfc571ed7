/** Whether the value that a form or a program sent for a box means that it is ticked. */
export const isTicked = (value: string | undefined): boolean => /^(on|true|yes|1)$/i.test(value ?? '');
