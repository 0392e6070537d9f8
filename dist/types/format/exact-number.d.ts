/** Whether the double nearest to the number is printed as the same decimal number. */
export declare function isExact(text: string): boolean;
