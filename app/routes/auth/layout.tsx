import { Outlet } from 'react-router';
import { CalmPage } from '../../ui/page-frame.tsx';

export default function AuthLayout() {
  return (
    <CalmPage>
      <Outlet />
    </CalmPage>
  );
}
