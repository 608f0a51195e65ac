import { Moon, Sun } from 'lucide-react';
import { IconButton } from '../shell/IconButton';
import { chooseTheme, useTheme } from './theme';

export function ThemeToggle() {
  const other = useTheme() === 'dark' ? 'light' : 'dark';
  return (
    <IconButton label={other === 'dark' ? 'Dark theme' : 'Light theme'} onClick={() => chooseTheme(other)} data-testid="theme">
      {other === 'dark' ? <Moon size={18} /> : <Sun size={18} />}
    </IconButton>
  );
}
