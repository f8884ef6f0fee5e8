import { type Indicator } from './indicator';

/** Whether its source takes it back: it is removed where it is held, and sent nowhere. */
export const isTakenBack = ({ isActive }: Pick<Indicator, 'isActive'>): boolean => isActive === false;
