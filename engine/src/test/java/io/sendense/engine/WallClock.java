package io.sendense.engine;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;

/// What reads the time of the machine instead of an injected clock: by any overload, called or
/// referred to.
final class WallClock extends DescribedPredicate<JavaAccess<?>> {
    WallClock() {
        super("it reads the machine's clock");
    }

    @Override
    public boolean test(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getName();
        return switch (owner) {
            case "java.lang.System" -> name.equals("currentTimeMillis");
            case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
            case "java.time.InstantSource" -> name.equals("system");
            case "java.util.Date", "java.util.GregorianCalendar" ->
                    name.equals("<init>") && hasNoParameters(access);
            case "java.util.Calendar" -> name.equals("getInstance");
            default -> owner.startsWith("java.time.") && name.equals("now");
        };
    }

    private static boolean hasNoParameters(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getRawParameterTypes().isEmpty();
    }
}
